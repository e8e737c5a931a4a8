#!/usr/bin/env python3
"""Whether the text of passages reads as printed, measured against three other extractors of PDF.

Measure: for every gap between two letters or digits of a passage, what stands there (nothing, white space, hyphens,
other marks) against what PyMuPDF, pdfium and poppler read at the same place, which is found by the eight letters on
either side. A gap counts where none of those that find the place agrees, or (with --minority) where most disagree.
Footnote markers that PyMuPDF calls raised, and that still stand in a passage behind the same letters, are counted too.
Corpus: the PDF files named. Prints the counts by kind of difference, then each difference, to be read by a person: the
others err too (they part words at spaces that kerning takes back, and join addresses over line ends).

Command: python3 -m venv VENV && VENV/bin/pip install pymupdf pypdfium2     (and poppler's pdftotext on the path)
         VENV/bin/python benches/as_printed.py target/release/cnd FILES…
"""

import collections
import json
import re
import subprocess
import sys
import unicodedata

import pymupdf
import pypdfium2

CONTEXT = 8
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-", "\u0002": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-"}


def plain(text):
    text = unicodedata.normalize("NFC", text)
    for printed, letters in LIGATURES.items():
        text = text.replace(printed, letters)
    return text


def pymupdf_pages(path):
    """The text of each page without raised numbers, and those numbers with the letters before them."""
    pages, raised = [], []
    for page in pymupdf.open(path):
        text, markers = "", []
        for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
            for line in block.get("lines", []):
                for span in line["spans"]:
                    printed = "".join(character["c"] for character in span["chars"])
                    if span["flags"] & 1 and re.fullmatch(r"[\s\d,*]+", printed) and printed.strip():
                        markers.append((re.sub(r"\W", "", plain(text[-60:]))[-14:], re.sub(r"\D", "", printed)))
                        printed = re.sub(r"\S", "", printed)
                    text += printed
                text += "\n"
            text += "\n"
        pages.append(plain(text))
        raised.append(markers)
    return pages, raised


def pdfium_pages(path):
    document = pypdfium2.PdfDocument(path)
    return [plain(document[i].get_textpage().get_text_bounded().replace("\r\n", "\n")) for i in range(len(document))]


def poppler_pages(path):
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=False).stdout
    return [plain(page) for page in text.decode("utf-8", "replace").split("\f")]


def gaps(text):
    """The letters and digits of a text in one string, and what stands after each."""
    letters, after = [], []
    for character in text:
        if character.isalnum():
            letters.append(character)
            after.append("")
        elif letters:
            after[-1] += character
    return "".join(letters), [re.sub(r"[ \n]*\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", gap)) for gap in after]


def kind(mine, others):
    """How a gap differs."""
    bare = lambda gap: re.sub(r"\s", "", gap)
    if all("\n" in gap for gap in others) and re.fullmatch(r"[-–—/.]?", mine):
        return "joined over a line end"
    if all(bare(gap) == bare(mine) for gap in others):
        return "white space"
    if all(bare(gap).replace("-", "") == bare(mine).replace("-", "") for gap in others):
        return "hyphen"
    return "other"


def main():
    minority = "--minority" in sys.argv
    program, *files = [argument for argument in sys.argv[1:] if argument != "--minority"]
    words = markers = 0
    found, left = collections.defaultdict(list), []
    for path in files:
        inspected = subprocess.run([program, "inspect", path, "--json"], capture_output=True, check=False)
        if inspected.returncode:
            continue
        pages, raised = pymupdf_pages(path)
        extractors = [pages, pdfium_pages(path), poppler_pages(path)]
        for passage in json.loads(inspected.stdout)["passages"]:
            text = plain(passage["text"])
            words += len(text.split())
            letters, after = gaps(text)
            first, last = passage["page_index"] - 1, passage["page_index"] + 1 + len(text) // 2500
            place = f"{path.rsplit('/', 1)[-1]} | {passage['citation']} | page {passage['page_index']}"
            for before, marker in (one for page in raised[first:last] for one in page):
                if len(before) >= CONTEXT and marker:
                    markers += 1
                    if before + marker in letters:
                        left.append(f"{place} | {before}{marker}")
            readings = []
            for extractor in extractors:
                others, gap = gaps("\n\n".join(extractor[first:last]))
                index = collections.defaultdict(list)
                for at in range(len(others) - 2 * CONTEXT + 1):
                    index[others[at : at + 2 * CONTEXT]].append(at + CONTEXT - 1)
                readings.append((gap, index))
            expected = [0] * len(readings)
            for at in range(CONTEXT - 1, len(letters) - CONTEXT):
                here = letters[at - CONTEXT + 1 : at + CONTEXT + 1]
                seen = []
                for number, (gap, index) in enumerate(readings):
                    if places := index.get(here):
                        nearest = min(places, key=lambda place: abs(place - expected[number]))
                        expected[number] = nearest + 1
                        seen.append(gap[nearest])
                agree = sum(re.sub(r"\s", " ", gap) == after[at] for gap in seen)
                if seen and (agree == 0 or minority and 2 * agree <= len(seen) > 1):
                    difference = f"{letters[max(0, at - 24) : at + 1]}⟦{after[at]}⟧{letters[at + 1 : at + 25]}"
                    found[kind(after[at], seen)].append(f"{place} | {difference} | {seen}")
    print(f"{words} words of passages, {markers} raised markers on their pages, of which {len(left)} are left in the text")
    for name, differences in sorted(found.items()):
        print(f"{name}: {len(differences)}")
    for name, differences in sorted(found.items()):
        for difference in differences:
            print(f"{name} | {difference}")
    for marker in left:
        print(f"marker left | {marker}")


if __name__ == "__main__":
    main()
