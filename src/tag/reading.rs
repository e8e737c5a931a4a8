//! Reading: the taggers applied to a report, each passage once.

use super::body;
use super::evidence::Trail;
use super::matcher::Concept;
use super::tags::{TaggedPassage, TaggedReport, Tags};
use super::vocabulary::Vocabulary;
use crate::structure::Report;

/// Tags every passage; evidence is kept if `explained`.
pub(super) fn tag(report: Report, vocabulary: &Vocabulary, explained: bool) -> TaggedReport {
    let body = body::of_document(&report.front, vocabulary).map(|body| body.acronym.clone());
    let passages = report
        .passages
        .into_iter()
        .map(|passage| {
            let trail = Trail::new(explained);
            let mut tags = Tags {
                body: body.clone(),
                body_path: body.as_deref().map(|body| vocabulary.body_path(body)),
                kind: passage.kind.into(),
                session: report.front.session.clone(),
                language: report.front.language.clone(),
                ..Tags::default()
            };
            for found in vocabulary.matcher().find(&passage.text) {
                if let Concept::Topic(index) = found.concept
                    && let Some(topic) = vocabulary.topics().get(index)
                    && !tags.topics.contains(&topic.id)
                {
                    tags.topics.push(topic.id.clone());
                }
            }
            TaggedPassage { passage, tags, evidence: trail.finish() }
        })
        .collect();
    TaggedReport { front: report.front, outline: report.outline, body, date: None, passages }
}
