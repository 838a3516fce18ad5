"""Forms that the tests of this folder fill."""

from sojourn.grammar.forms import CompiledForm, compile_form, read_form

FAMILY = """
form: family
version: "1"
label: The family
label::ar: العائلة
about: case
survey:
  - {type: select_one yes_no, name: has_children, label: Are there children?, required: yes, sensitive: ordinary}
  - type: begin_group
    name: children
    label: Children
    relevant: "${has_children} = 'yes'"
    children:
      - type: begin_repeat
        name: child
        label: Child
        children:
          - {type: text, name: given, label: Given name, required: yes, sensitive: identifying}
          - type: integer
            name: age
            label: "How old is ${given}?"
            constraint: ". >= 0 and . < 18"
            constraint_message: A child is younger than 18.
            constraint_message::fr: Un enfant a moins de 18 ans.
            sensitive: ordinary
          - {type: calculate, name: minor, calculation: "if(${age} < 14, 1, 0)", sensitive: ordinary}
          - {type: text, name: school, label: School, relevant: "${minor} = 1", sensitive: ordinary}
          - type: begin_repeat
            name: vaccination
            label: Vaccination
            children:
              - {type: date, name: given_on, label: Given on, constraint: ". <= today()", sensitive: sensitive}
  - {type: calculate, name: minors, calculation: "sum(${minor})", sensitive: ordinary, in_evidence: yes}
  - {type: note, name: summary, label: "Children under 14: ${minors}"}
"""

TRAVEL = """
form: travel
version: "3"
label: Travel
survey:
  - {type: select_one region, name: region, label: Region, required: yes, sensitive: ordinary}
  - {type: select_one town, name: town, label: Town, choice_filter: "region = ${region}", sensitive: ordinary}
  - {type: select_multiple need, name: needs, label: Needs, constraint: "count-selected(.) <= 2", sensitive: sensitive}
  - {type: decimal, name: fare, label: Fare, sensitive: ordinary}
  - {type: date, name: leaves_on, label: Leaves on, default: today(), sensitive: ordinary}
  - {type: text, name: remark, label: Remark, sensitive: ordinary, default: none}
choices:
  region: {closed: yes, codes: {north: North, south: South}}
  town:
    closed: yes
    codes:
      hill: {label: Hill, region: north}
      dale: {label: Dale, region: north, valid_to: 2026-06-30}
      bay: {label: Bay, region: south}
  need: {food: Food, health: Health, legal: Legal help}
"""


def compiled(text: str) -> CompiledForm:
    """The compiled form of a YAML text."""
    return compile_form(read_form(text, file="form.yaml"), {})


def asking(question: str, *, more: str = "") -> CompiledForm:
    """A compiled form with one question, written as inside {…}, named q."""
    return compiled(f'form: one\nversion: "1"\nlabel: One\nsurvey:\n  - {{name: q, label: Q, {question}}}\n{more}')
