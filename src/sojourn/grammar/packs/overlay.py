"""An office's differences laid over a pack: mappings merge by key, texts and lists replace, `null` removes.

Questions of a form merge by their name, so that an office may add one, reword one or drop one.
"""

from __future__ import annotations

from sojourn.grammar.source import Items, Section, Value

OWN_KEYS = frozenset({"extends", "overlay", "version"})
_QUESTION_LISTS = frozenset({"survey", "children"})


def laid_over(below: Section, above: Section, *, skip: frozenset[str] = frozenset()) -> Section:
    """Return a new mapping: `below` with the differences of `above`; places point to where each value stands."""
    merged = Section(below.own_place)
    for key in below:
        if key in skip or key not in above:
            _copy(merged, below, key)
        elif above[key] is not None:
            _merge(merged, below, above, key)
    for key in above:
        if key not in below and key not in skip and above[key] is not None:
            _copy(merged, above, key)
    return merged


def _merge(merged: Section, below: Section, above: Section, key: str) -> None:
    old, new = below[key], above[key]
    if isinstance(old, Section) and isinstance(new, Section):
        merged.put(key, below.key_place(key), laid_over(old, new), below.place(key), None)
    elif key in _QUESTION_LISTS and isinstance(old, Items) and isinstance(new, Items):
        merged.put(key, below.key_place(key), _questions(old, new), below.place(key), None)
    else:
        _copy(merged, above, key)


def _copy(merged: Section, source: Section, key: str) -> None:
    merged.put(key, source.key_place(key), source[key], source.place(key), source.text(key) or None)


def _questions(old: Items, new: Items) -> Items:
    changes = {item.text("name"): item for item in new if isinstance(item, Section)}
    merged = Items(old.own_place)
    _lay(merged, old, changes)
    for item in changes.values():
        if "after" not in item:
            merged.put(_without(item, "after"), item.own_place, None)
    return merged


def _lay(merged: Items, old: Items, changes: dict[str, Section]) -> None:
    for index, item in enumerate(old):
        name = item.text("name") if isinstance(item, Section) else ""
        change = changes.pop(name, None) if name else None
        if change is None:
            merged.put(_descended(item, changes), old.place(index), old.text(index) or None)
        elif change.text("remove") != "yes":
            merged.put(laid_over(item, change), old.place(index), None)
        for added in [other for other in changes.values() if name and other.text("after") == name]:
            changes.pop(added.text("name"))
            merged.put(_without(added, "after"), added.own_place, None)


def _descended(item: Value, changes: dict[str, Section]) -> Value:
    """The same question; inside a group or repeat its children may still be changed by name."""
    if not isinstance(item, Section) or not isinstance(item.get("children"), Items) or not changes:
        return item
    deeper = Section(item.own_place)
    for key in item:
        _copy(deeper, item, key)
    children = Items(item["children"].own_place)
    _lay(children, item["children"], changes)
    deeper["children"] = children
    return deeper


def _without(item: Section, key: str) -> Section:
    kept = Section(item.own_place)
    for other in item:
        if other != key:
            _copy(kept, item, other)
    return kept
