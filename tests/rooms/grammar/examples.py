"""Two small packs as files: one about an organisation without members, one about a family."""

# ruff: noqa: E501 - tables and files are kept as they are

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ACCREDITATION: Mapping[str, str] = {
    "README.md": "Accreditation of recruiters: a small example.\n",
    "CHANGES.md": "## 1.0.0\nFirst version.\n",
    "pack.yaml": """\
pack: accreditation
version: 1.0.0
label: Accreditation of recruiters
owner: labour-mobility
purpose: labour_mobility
languages: [en, fr]
subject: organisation
members: no
number: ACC
parameters:
  reply_days: {value: 10, unit: working days, source: "[J] example"}
start: submitted
stages:
  submitted: {label: Handed in, forms: [profile]}
  assessing: {label: Being assessed, forms: [assessment]}
  accredited: {label: Accredited, final: yes}
  refused: {label: Refused, final: yes}
side_states:
  on_hold: {label: On hold, reasons: hold_reason, blocks: all, lift: {roles: [office_manager]}}
transitions:
  assess: {label: Start the assessment, from: submitted, to: assessing, roles: [caseworker], guards: [profile_filled]}
  accredit:
    label: Accredit
    from: assessing
    to: accredited
    roles: [reviewer]
    guards: [no_fees]
    exit: yes
  refuse:
    label: Refuse
    from: assessing
    to: refused
    roles: [reviewer]
    reason: refusal_reason
    reason_required: yes
    exit: yes
guards:
  profile_filled: {need: "${profile.filled} = 'yes'", message: The profile is missing.}
  no_fees: {rule: ACC-R01, need: "${assessment.charges_workers} = 'no'", message: "The recruiter charges {case.fee_text}."}
four_eyes:
  other_hand: {rule: ACC-R02, acts: ["form:assessment", "transition:accredit"], message: Another person accredits.}
values:
  fee_text: {type: text, calculation: "if(${assessment.fee} > 0, concat(${assessment.fee}, ' per worker'), 'workers')"}
clocks:
  reply:
    label: Reply
    kind: limit
    basis: example
    starts: {stage: submitted}
    length: {working_days: "${parameter.reply_days}"}
    stops: [{stage: accredited}, {stage: refused}]
    escalate:
      - {before: {working_days: 2}, do: [{task: {code: hurry, label: Answer soon, role: caseworker}}]}
      - {at: due, do: [{alert: {code: late, label: The reply is late, severity: medium, role: office_manager}}]}
reactions:
  complaint:
    on: {form: assessment}
    when: "${assessment.charges_workers} = 'yes'"
    do:
      - hold: {state: on_hold, reason: complaint}
      - task: {code: ask_recruiter, label: Ask the recruiter, role: caseworker, within: {days: 3}}
""",
    "codes.yaml": """\
hold_reason: {closed: yes, codes: {complaint: A complaint, papers: Papers are missing}}
refusal_reason: {closed: yes, codes: {fees: Workers are charged, other: Another reason}}
""",
    "measures.yaml": """\
accredited:
  label: Accredited recruiters
  definition: Recruiters accredited in the period
  unit: case
  where: "${stage.accredited.entered} != ''"
  at: "${stage.accredited.entered}"
  by: [profile.country]
""",
    "forms/profile.yaml": """\
form: profile
version: "1"
label: Profile
about: case
survey:
  - {type: text, name: name, label: Name, required: yes, sensitive: ordinary, maps_to: organisation.name}
  - {type: select_one country, name: country, label: Country, required: yes, sensitive: ordinary, in_evidence: yes}
""",
    "forms/assessment.yaml": """\
form: assessment
version: "1"
label: Assessment
about: case
survey:
  - {type: select_one yes_no, name: charges_workers, label: Are workers charged?, required: yes, sensitive: ordinary}
  - {type: decimal, name: fee, label: Fee per worker, relevant: "${charges_workers} = 'yes'", sensitive: ordinary}
""",
    "words/fr.yaml": """\
texts:
  Accreditation of recruiters: Agrément des recruteurs
  Handed in: Déposé
  Being assessed: En évaluation
  Accredited: Agréé
  Refused: Refusé
  On hold: En attente
  Start the assessment: Commencer l'évaluation
  Accredit: Agréer
  Refuse: Refuser
  The profile is missing.: Le profil manque.
  "The recruiter charges {case.fee_text}.": "Le recruteur fait payer {case.fee_text}."
  Another person accredits.: Une autre personne agrée.
  Reply: Réponse
  Answer soon: Répondre bientôt
  The reply is late: La réponse tarde
  Ask the recruiter: Interroger le recruteur
  A complaint: Une plainte
  Papers are missing: Il manque des pièces
  Workers are charged: Les travailleurs paient
  Another reason: Autre raison
  Accredited recruiters: Recruteurs agréés
  Recruiters accredited in the period: Recruteurs agréés pendant la période
  Profile: Profil
  Name: Nom
  Country: Pays
  Assessment: Évaluation
  Are workers charged?: Les travailleurs paient-ils ?
  Fee per worker: Frais par travailleur
""",
    "stories/accredited.yaml": """\
story: A recruiter who charges nobody is accredited by another person than the assessor
rules: [ACC-R02, profile_filled]
exits: [accredited]
given: {at: 2026-03-02T09:00+01:00, subject: {kind: organisation, name: Exempli Staffing}, as: caseworker}
steps:
  - attempt: {transition: assess, refused: [profile_filled]}
  - fill: {form: profile, answers: {name: Exempli Staffing, country: DEU}}
  - attempt: {transition: assess, allowed: yes}
  - as: {role: reviewer, user: rita}
  - fill: {form: assessment, answers: {charges_workers: no}}
  - attempt: {transition: accredit, refused: [ACC-R02]}
  - as: {role: reviewer, user: remo}
  - attempt: {transition: accredit, allowed: yes}
  - expect: {stage: accredited, measures: {accredited: 1}}
""",
    "stories/refused.yaml": """\
story: A recruiter who charges workers is held, then refused
rules: [ACC-R01]
exits: [refused]
given:
  stage: assessing
  forms: {profile: {name: Exempli Staffing, country: DEU}}
  as: caseworker
when:
  - fill: {form: assessment, answers: {charges_workers: yes, fee: 100}}
  - as: office_manager
  - lift: {note: The recruiter answered}
  - as: reviewer
  - attempt: {transition: accredit, refused: [ACC-R01]}
  - attempt: {transition: refuse, reason: fees, allowed: yes}
then: {stage: refused, no_tasks: [hurry]}
""",
}

FAMILY: Mapping[str, str] = {
    "pack.yaml": """\
pack: family_help
version: "1"
label: Family help
owner: protection
purpose: protection
subject: person
members: {of: person, at_least: 1}
number: FAM
parameters:
  wait_hours: {value: 72, unit: hours, source: "[J] example"}
  wait_hours_long: {value: 168, unit: hours, source: "[J] example"}
start: talking
stages:
  talking: {label: Talking, forms: [talk, needs]}
  waiting: {label: Waiting, forms: [consent, ticket, needs], tasks: [{code: explain, label: Explain, role: counsellor, each: member}]}
  helped: {label: Helped, forms: [needs]}
  closed: {label: Closed, final: yes}
  left: {label: Left, final: yes}
side_states:
  on_hold:
    label: On hold
    reasons: hold_reason
    blocks: [help]
    lift: {roles: [caseworker, office_manager], by_reason: {unsafe: {roles: [protection_officer], needs_reason: yes, rule: FAM-R05}}}
transitions:
  wait: {label: Begin the waiting time, from: talking, to: waiting, roles: [counsellor]}
  help:
    label: Help
    from: waiting
    to: helped
    roles: [caseworker]
    guards: [waited, all_agree, carer_known]
  close: {label: Close, from: helped, to: closed, form: ending, exit: yes}
  leave: {label: Leave, from: {any_before: helped}, to: left, roles: any, rule: FAM-R03, always: yes, exit: yes}
  reopen: {label: Reopen, from: [closed, left], to: helped, reason: hold_reason, reason_required: yes}
guards:
  waited: {rule: FAM-R02, need: "${clock.waiting.over} = 'yes'", message: "Wait {clock.waiting.hours_left} more hours."}
  all_agree:
    rule: FAM-R01
    each: member
    when: "${member.age} >= 18"
    need: "${consent.agrees} = 'yes'"
    message: "{member} does not agree yet."
  carer_known: {each: member, check: carer_known, message: "{member} needs a carer."}
values:
  all_fares: {type: decimal, calculation: "sum(${ticket.fare})"}
  first_guess: {each: member, type: choice, calculation: "if(${case.any_vulnerable} = 'yes', 'yes', 'no')"}
  any_vulnerable: {over: member, any: "${member.vulnerable} = 'yes'"}
  vulnerable: {each: member, type: choice, in_evidence: yes, calculation: "if(${needs.pregnant} = 'yes' or ${member.age} < 18, 'yes', 'no')"}
  adults: {over: member, count: "${member.age} >= 18"}
  oldest: {over: member, max: "${member.age}", type: integer}
  ages_of_adults: {over: member, sum: "${member.age}", where: "${member.age} >= 18"}
  score: {each: member, type: decimal, rule: score, needs: [case.any_vulnerable], in_evidence: yes}
clocks:
  waiting:
    label: Waiting time
    kind: wait
    basis: example
    starts: {form: talk, at: "${talk.ended_at}"}
    lengths: [{when: "${case.any_vulnerable} = 'yes'", hours: "${parameter.wait_hours_long}"}]
    length: {hours: "${parameter.wait_hours}"}
    stops: {stage: helped}
  papers_end:
    label: Papers end
    kind: limit
    each: member
    basis: example
    legal: yes
    starts: {value: "${needs.papers_until}"}
    length: {days: 0}
    stops: {stage: helped}
  visit:
    label: Visit
    kind: limit
    basis: example
    starts: [{transition: wait}]
    length: {working_days: 5}
    stops: [{stage: helped}, {when: "${case.all_fares} > 1000"}]
    escalate:
      - {before: {working_days: 1}, do: [{task: {code: visit, label: Visit, role: caseworker, within: {working_days: 1}}}]}
      - {at: due, do: [{alert: {code: late, label: Late, severity: high, role: office_manager}}]}
      - {after: {days: 2}, do: [{hold: {state: on_hold, reason: papers}}]}
reactions:
  fear:
    rule: FAM-R05
    on: {form: needs}
    each: member
    when: "${needs.fear} = 'yes'"
    do:
      - hold: {state: on_hold, reason: unsafe}
      - alert: {code: unsafe, label: Unsafe, severity: high, role: protection_officer}
      - task: {code: talk_safely, label: Talk in a safe place, role: protection_officer, within: {working_days: 1}}
  calm:
    on: {form: needs}
    each: member
    when: "${needs.fear} = 'no'"
    do: [{clear: {alert: unsafe}}, {done: {task: talk_safely}}]
  gone:
    on: {transition: leave}
    do: [{cancel: {tasks: [visit, explain]}}]
  overdue:
    on: {clock: visit}
    do: [{referral: {service: food_bank}}, {service: {code: FOOD, state: needed}}]
  child_first:
    on: {any: change}
    each: member
    when: "${member.age} < 18 and ${needs.carer} = ''"
    do: [{hold: {state: on_hold, reason: papers}}]
""",
    "codes.yaml": """\
hold_reason: {closed: yes, codes: {unsafe: Not safe, papers: Papers}}
""",
    "services.yaml": "FOOD: {label: Food, unit: parcel}\n",
    "referrals.yaml": "food_bank: {label: Food bank}\n",
    "rules.py": '''\
"""Rules of the example."""

from sojourn.grammar.lifecycle import Facts, MemberFacts


def carer_known(facts: Facts, member: MemberFacts) -> bool:
    """Whether a child has a carer (example)."""
    age = member.values.get("member.age")
    return age is None or age >= 18 or bool(member.values.get("needs.carer"))


def score(facts: Facts, member: MemberFacts) -> str:
    """Twice the age, and one more when anybody is vulnerable (example)."""
    more = 1 if facts.case["case.any_vulnerable"] == "yes" else 0
    return str(2 * int(member.values.get("member.age") or 0) + more)
''',
    "measures.yaml": """\
helped:
  label: Helped
  definition: Persons helped in the period
  where: "${stage.helped.entered} != ''"
  at: "${stage.helped.entered}"
  by: [member.sex, member.age_group, needs.kinds]
vulnerable_share:
  label: Vulnerable
  definition: Share of the helped who are vulnerable
  where: "${member.vulnerable} = 'yes'"
  share: {of: "${stage.helped.entered} != ''"}
  at: "${stage.helped.entered}"
  by: [member.sex]
days_waited:
  label: Days waited
  definition: Median days from waiting to help
  where: "${stage.helped.entered} != ''"
  median: "decimal-date-time(${stage.helped.entered}) - decimal-date-time(${stage.waiting.entered})"
  at: "${stage.helped.entered}"
mean_score:
  label: Score
  definition: Mean score
  where: "${needs.filled} = 'yes'"
  mean: "${member.score}"
  at: "${stage.talking.entered}"
total_score:
  label: Total
  definition: Sum of scores
  sum: "${member.score}"
  at: "${stage.talking.entered}"
""",
    "forms/talk.yaml": """\
form: talk
version: "1"
label: Talk
about: case
repeats: yes
survey:
  - {type: dateTime, name: ended_at, label: End, required: yes, sensitive: ordinary}
""",
    "forms/needs.yaml": """\
form: needs
version: "1"
label: Needs
about: member
survey:
  - {type: select_one yes_no, name: pregnant, label: Pregnant, sensitive: sensitive}
  - {type: select_one yes_no, name: fear, label: Fear, sensitive: sensitive}
  - {type: text, name: carer, label: Carer, sensitive: identifying}
  - {type: date, name: papers_until, label: Papers until, sensitive: ordinary}
  - {type: select_multiple kind, name: kinds, label: Kinds, sensitive: ordinary, in_evidence: yes}
choices:
  kind: [{name: food, label: Food}, {name: shelter, label: Shelter}]
""",
    "forms/consent.yaml": """\
form: consent
version: "1"
label: Consent
about: member
survey:
  - {type: select_one yes_no, name: agrees, label: Agrees, sensitive: ordinary}
""",
    "forms/ticket.yaml": """\
form: ticket
version: "1"
label: Ticket
about: case
survey:
  - type: begin_repeat
    name: leg
    label: Leg
    children: [{type: decimal, name: fare, label: Fare, sensitive: ordinary}]
""",
    "forms/ending.yaml": """\
form: ending
version: "1"
label: Ending
about: case
survey:
  - {type: select_one yes_no, name: good, label: Good, sensitive: ordinary}
""",
}


def write(folder: Path, files: Mapping[str, str], **changed: tuple[str, str]) -> Path:
    """Write a pack below `folder`; `changed` replaces one text in the file of that stem (`pack`, `codes` …)."""
    for name, text in files.items():
        stem = Path(name).stem
        if stem in changed:
            before, after = changed[stem]
            assert before in text, f"{before!r} is not in {name}"
            text = text.replace(before, after)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
