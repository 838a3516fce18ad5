"""What can be known before the first row: file, mapping and pack fit each other, or the import never starts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sojourn.exchange.mappings.dates import needs_order
from sojourn.exchange.mappings.mapping import Mapping
from sojourn.exchange.tables import FileFault, Table, open_table
from sojourn.grammar.expressions import Type
from sojourn.grammar.forms import Question, asks_for_a_file
from sojourn.grammar.nearest import did_you_mean
from sojourn.grammar.packs import Pack
from sojourn.kernel.refused import Reason, Refused

_DATES = {Type.DATE, Type.DATETIME}


@dataclass(frozen=True)
class Plan:
    """A file, its mapping and its pack, proved to fit; digests identify the run."""

    path: Path
    mapping: Mapping
    pack: Pack
    header: tuple[str, ...]
    rows: int
    file_sha256: str
    mapping_sha256: str
    stamp: tuple[int, ...]
    delimiter: str = ""

    def table(self) -> Table:
        """Open the file anew, from its first row; raise FileFault when it is another one by now."""
        if _stamp(self.path) != self.stamp:
            raise FileFault(self.path, "changed", "The file was changed since it was checked.", "Import it again.")
        return open_as_mapped(self.path, self.mapping)

    @property
    def date_questions(self) -> dict[tuple[str, str], str]:
        """The mapped questions that hold dates, as (form, question) → type."""
        return date_questions(self.mapping, self.pack)


def make_plan(*, path: Path, mapping: Mapping, mapping_text: str, pack: Pack) -> Plan:
    """Prove that the three fit; raise FileFault for the file, Refused with one reason per misfit for the rest."""
    if found := misfits(mapping, pack):
        raise Refused(found)
    table = open_as_mapped(path, mapping)
    stamp = _stamp(path)
    if found := [*_header_misfits(path, mapping, table.header)]:
        raise Refused(found)
    rows = _walk(path, table, mapping, pack)
    mapped = hashlib.sha256(mapping_text.encode()).hexdigest()
    return Plan(path, mapping, pack, tuple(table.header), rows, _digest(path), mapped, stamp, table.delimiter)


def misfits(mapping: Mapping, pack: Pack) -> list[Reason]:
    """Say where a mapping does not fit its pack, whatever file it is for."""
    return [*_unknown_targets(mapping, pack), *_wrong_stage(mapping, pack)]


def open_as_mapped(path: Path, mapping: Mapping) -> Table:
    """Open a file with what its mapping says of files of this kind."""
    told = mapping.file
    return open_table(
        path,
        encoding=told.get("encoding", ""),
        delimiter=told.get("delimiter", ""),
        sheet=told.get("sheet", ""),
        header_line=int(told.get("header_line", "1")),
    )


def date_questions(mapping: Mapping, pack: Pack) -> dict[tuple[str, str], str]:
    """Find which mapped questions hold dates."""
    found = {}
    for rule in mapping.columns:
        question = next((one for one in pack.form(rule.form).form.walk() if one.name == rule.question), None)
        if question is not None and question.expression_type in _DATES:
            found[rule.form, rule.question] = str(question.expression_type)
    return found


def _unknown_targets(mapping: Mapping, pack: Pack) -> Iterable[Reason]:
    targets = {(rule.form, rule.question): rule.column for rule in mapping.columns}
    targets.update(dict.fromkeys(mapping.constants, "constants"))
    for (form, question), source in targets.items():
        if form not in pack.forms:
            message = "{source}: the pack {pack} has no form “{form}”{near}"
            near = did_you_mean(form, pack.forms)
            yield Reason("unknown_form", message, {"source": source, "pack": pack.name, "form": form, "near": near})
            continue
        known = {one.name: one for one in pack.form(form).form.walk()}
        if question not in known or not known[question].stores:
            message = "{source}: the form {form} has no question “{question}”{near}"
            near = did_you_mean(question, known)
            params = {"source": source, "form": form, "question": question, "near": near}
            yield Reason("unknown_question", message, params, field=source)
            continue
        if any(one.name == question and rows for top in pack.form(form).form.questions for one, rows in top.walk()):
            message = "{source}: {form}.{question} stands in a repeat, which no column can fill"
            yield Reason("in_repeat", message, {"source": source, "form": form, "question": question}, field=source)
        if asks_for_a_file(known[question]):
            message = (
                "{source}: {form}.{question} asks for a file, and a spreadsheet holds none. Put the column under "
                "ignore, and attach the files to the cases afterwards"
            )
            yield Reason("file_column", message, {"source": source, "form": form, "question": question}, field=source)
        yield from _unknown_codes(mapping, pack, form, question, source)


def _wrong_stage(mapping: Mapping, pack: Pack) -> Iterable[Reason]:
    final = [name for name, stage in pack.stages.items() if stage.final]
    if mapping.stage and mapping.stage not in (pack.start, *final):
        message = "stage: cases can be taken in at the start or in a final stage ({final}); {stage} is neither"
        params = {"stage": mapping.stage, "final": ", ".join(final)}
        yield Reason("stage", message, params, field="stage")
    if mapping.stage not in ("", pack.start):
        for rule in mapping.columns:
            asked = [one.maps_to for one in _questions(pack, rule.form) if one.name == rule.question]
            if "case.receiving_office" in asked:
                message = "{source}: a finished case is not handed over, so nobody receives it"
                yield Reason("receiving_office", message, {"source": rule.column}, field=rule.column)
    if mapping.group_by and pack.members is None:
        yield Reason("group_by", "group_by: cases of the pack {pack} have no members", {"pack": pack.name})


def _questions(pack: Pack, form: str) -> Iterable[Question]:
    return pack.form(form).form.walk() if form in pack.forms else ()


def _unknown_codes(mapping: Mapping, pack: Pack, form: str, question: str, source: str) -> Iterable[Reason]:
    compiled = pack.form(form)
    asked = next(one for one in compiled.form.walk() if one.name == question)
    codes = compiled.codes.get(asked.list_name or "")
    if codes is None:
        return
    rules = [rule for rule in mapping.columns if rule.column == source]
    used = {code for rule in rules for code in (*rule.codes.values(), *rule.add.values())}
    for code in sorted(used - set(codes.names)):
        message = "{source}: the list {list} has no code “{code}”{near}"
        params = {"source": source, "list": codes.name, "code": code, "near": did_you_mean(code, codes.names)}
        yield Reason("unknown_code", message, params, field=source)


def _header_misfits(path: Path, mapping: Mapping, header: list[str]) -> Iterable[Reason]:
    for column in sorted(mapping.mentioned - set(header) - mapping.ignore):
        message = "{file} has no column “{column}”{near}"
        params = {"file": path.name, "column": column, "near": did_you_mean(column, header)}
        yield Reason("missing_column", message, params, field=column)
    for column in header:
        if column not in mapping.mentioned:
            message = "{file} has a column “{column}” that the mapping does not mention; map it, or put it under ignore"
            yield Reason("unmapped_column", message, {"file": path.name, "column": column}, field=column)


def _walk(path: Path, table: Table, mapping: Mapping, pack: Pack) -> int:
    """Read the whole file once, so that damage at its end is found before anything is written; count its rows."""
    dates = date_questions(mapping, pack) if not mapping.dates else {}
    places = {
        table.header.index(rule.column): rule.column for rule in mapping.columns if (rule.form, rule.question) in dates
    }
    if mapping.opened_on and not mapping.dates:
        places[table.header.index(mapping.opened_on)] = mapping.opened_on
    count = 0
    for row in table.rows:
        count += 1
        for place, column in places.items():
            if needs_order(row.cells[place]):
                what = f"{row.cells[place]!r} can be read in more than one order."
                fix = "Say in the mapping how dates are written: dates: dmy, mdy or ymd."
                raise FileFault(path, "date_order", what, fix, place=f"line {row.number}, column {column}")
    return count


def _stamp(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
