"""Reads what `cnd search --format` printed with independent readers of each format; fails where one does not accept it.

usage: readers.py FOLDER    with found.ris, found.json (CSL), found.bib, found.csv and found.jsonl of the same hits
"""

import csv
import json
import sys
import warnings
from pathlib import Path

import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

folder = Path(sys.argv[1])


def text(name):
    return (folder / name).read_text(encoding="utf-8")


hits = [json.loads(line) for line in text("found.jsonl").splitlines()]
notes = [f"{hit['citation']}: {hit['text']}" for hit in hits]
assert hits

with open(folder / "found.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file, strict=True))
assert [(row["citation"], row["text"]) for row in rows] == [(hit["citation"], hit["text"]) for hit in hits]

records = rispy.loads(text("found.ris"))
assert [record["notes"] for record in records] == [[note] for note in notes]
for record, hit in zip(records, hits):
    assert record["type_of_reference"] == "RPRT", record
    assert record["title"] == hit["title"] and hit["url"] in record["urls"], record
    assert record["year"] == hit["date"][:4] and record["publisher"], record
    assert not record.get("unknown_tag"), record

items = json.loads(text("found.json"))
with warnings.catch_warnings():
    # A name that is not of the schema is a warning to this reader.
    warnings.simplefilter("error")
    source = CiteProcJSON(items)
style = CitationStylesStyle("harvard-cite-them-right", validate=False)
bibliography = CitationStylesBibliography(style, source, formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
rendered = [str(entry) for entry in bibliography.bibliography()]
assert len(rendered) == len(hits), rendered
assert [item["note"] for item in items] == notes

library = bibtexparser.parse_string(text("found.bib"))
assert not library.failed_blocks, library.failed_blocks
assert len(library.entries) == len(hits), library.entries
for entry, hit in zip(library.entries, hits):
    fields = {field.key: field.value for field in entry.fields}
    assert entry.entry_type == "techreport" and fields["year"] == hit["date"][:4], fields
    assert fields["url"] == hit["url"] and hit["citation"] in fields["note"].replace("\\", ""), fields
