"""Read the measures of a pack; they see only what may leave the case file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sojourn.grammar.expressions import Expression, Scope, Type
from sojourn.grammar.packs.compiling import Compiler
from sojourn.grammar.packs.declared import Measure
from sojourn.grammar.packs.reading import Reader
from sojourn.grammar.source import Section

KINDS = ("share", "median", "mean", "sum")
_KEYS = ("label", "definition", "source", "unit", "where", "at", *KINDS, "by", "watch")


@dataclass
class MeasureReader:
    """Reads measures; `case_facts` and `member_facts` are the names a fact row holds."""

    reader: Reader
    compiler: Compiler
    case_facts: Scope
    member_facts: Scope

    def measures(self, top: Section) -> Iterator[Measure]:
        """Every measure."""
        for name, section in self.reader.entries(top):
            self.reader.keys(section, _KEYS, "a measure")
            unit = self.reader.one_of(section, "unit", ("member", "case"), "member")
            at = self._expression(section, "at", unit)
            if at is not None and at.type not in (Type.DATE, Type.DATETIME):
                self.reader.fault(section.place("at"), "type", "`at` must be a date or an instant")
            if at is None:
                if "at" not in section:
                    self.reader.fault(top.key_place(name), "missing_key", f"measure {name} needs `at:`, its instant")
                continue
            kind, of, number = self._kind(section, unit)
            yield Measure(
                name=name,
                labels=self.reader.labels(section, required=True),
                definition=self.reader.labels(section, "definition", required=True),
                watch=self.reader.labels(section, "watch"),
                source=self.reader.text(section, "source"),
                unit=unit,
                kind=kind,
                where=self._expression(section, "where", unit, Type.BOOLEAN),
                at=at,
                of=of,
                number=number,
                by=self._by(section, unit),
                place=top.key_place(name),
            )

    def _scope(self, unit: str) -> Scope:
        return self.member_facts if unit == "member" else self.case_facts

    def _expression(self, section: Section, key: str, unit: str, expect: Type | None = None) -> Expression | None:
        """The expression at `key`, checked first against all names, so that a withheld one is told from a wrong one."""
        whole = self.compiler.expression(section, key, each=unit == "member", expect=expect)
        if whole is None:
            return None
        withheld = sorted(whole.names - set(self._scope(unit)))
        for name in withheld:
            self.reader.fault(section.place(key), "withheld", _withheld(name))
        if withheld:
            return None
        return self.compiler.compile(section.text(key), section.place(key), self._scope(unit), expect)

    def _kind(self, section: Section, unit: str) -> tuple[str, Expression | None, Expression | None]:
        kinds = [kind for kind in KINDS if kind in section]
        if len(kinds) > 1:
            self.reader.fault(section.key_place(kinds[1]), "shape", f"a measure is one of count, {', '.join(KINDS)}")
        if not kinds:
            return "count", None, None
        if kinds[0] == "share":
            share = self.reader.section(section, "share")
            self.reader.keys(share, ("of",), "share")
            of = self._expression(share, "of", unit, Type.BOOLEAN)
            if "of" not in share:
                self.reader.fault(share.place(), "missing_key", "a share says `of:`, the condition of its denominator")
            return "share", of, None
        return kinds[0], None, self._expression(section, kinds[0], unit, Type.NUMBER)

    def _by(self, section: Section, unit: str) -> tuple[str, ...]:
        facts, all_names = self._scope(unit), self.compiler.scope(unit == "member")
        by = []
        for word, place in self.reader.words(section, "by"):
            if word in facts:
                by.append(word)
            elif word in all_names:
                self.reader.fault(place, "withheld", _withheld(word))
            else:
                self.reader.target(word, facts, place, "fact to count by,")
        return tuple(by)


def _withheld(name: str) -> str:
    return f"${{{name}}} stays in the case file: measures see `in_evidence: yes` only (never identifying or free text)"
