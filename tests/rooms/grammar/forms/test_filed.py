"""Answers that name files are found wherever they stand."""

from sojourn.grammar.forms import read_form, with_files

PAPERS = """
form: papers
version: "1"
label: Papers
about: case
survey:
  - {type: image, name: portrait, label: Portrait, sensitive: identifying}
  - {type: text, name: words, label: Words, sensitive: ordinary}
  - type: begin_group
    name: more
    label: More
    children:
      - {type: file, name: letter, label: Letter, sensitive: identifying}
      - type: begin_repeat
        name: trip
        label: Trip
        children:
          - type: begin_repeat
            name: leg
            label: Leg
            children:
              - {type: image, name: ticket, label: Ticket, sensitive: identifying}
"""


def test_files_are_found_in_groups_and_in_rows_of_rows():
    answers = {
        "portrait": "p.png", "words": "w.png", "letter": "", "trip": [{"leg": [{"ticket": "a"}, {"ticket": "b"}]}, {}],
    }  # fmt: skip
    met: list[tuple[str, str]] = []

    def louder(_question, path, value):
        met.append((path, value))
        return value.upper()

    changed = with_files(read_form(PAPERS, file="papers.yaml"), answers, louder)

    assert met == [("portrait", "p.png"), ("trip[1].leg[1].ticket", "a"), ("trip[1].leg[2].ticket", "b")]
    assert changed["trip"][0]["leg"] == [{"ticket": "A"}, {"ticket": "B"}]
    assert (changed["words"], answers["portrait"]) == ("w.png", "p.png")
