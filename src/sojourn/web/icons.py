"""The house's own line icons: 20 by 20, drawn as strokes in the colour of the text around them."""

from __future__ import annotations

# Path data of each icon. Those in TURNING point along the line of reading and are mirrored in right-to-left.
ICONS = {
    "add": "M10 4v12M4 10h12",
    "alert": "M10 3 2.5 16.5h15L10 3Zm0 5v4m0 2.2v.3",
    "approval": "M4 10.5 8 14.5 16 5.5",
    "arrow": "M4 10h12m-5-5 5 5-5 5",
    "attach": "M14.5 8.5 9 14a3 3 0 0 1-4.2-4.2l6.3-6.3a2 2 0 0 1 2.9 2.9l-6 6a1 1 0 0 1-1.4-1.4L11.8 6",
    "back": "M16 10H4m5-5-5 5 5 5",
    "board": "M3 16.5h14M5 16.5V10m3.4 6.5V6m3.3 10.5v-5m3.3 5V3.5",
    "calendar": "M4 5h12v11H4V5Zm0 3.5h12M7 3v3m6-3v3",
    "case": "M3 6.5h14v9.5H3V6.5Zm4 0V4h6v2.5M3 11h14",
    "check": "M4 10.5 8 14.5 16 5.5",
    "clock": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3v4l3 2",
    "close": "M5 5l10 10M15 5 5 15",
    "down": "m5 8 5 5 5-5",
    "download": "M10 3v9m-4-4 4 4 4-4M4 16.5h12",
    "edit": "m12.5 4.5 3 3L7 16H4v-3l8.5-8.5Z",
    "empty": "M3 11h4l1.5 2.5h3L13 11h4M3 11l2.5-6h9l2.5 6v5H3v-5Z",
    "file": "M5 3h7l3 3v11H5V3Zm7 0v3h3",
    "form": "M5 3h10v14H5V3Zm2.5 4h5m-5 3h5m-5 3h3",
    "hand": "M3 9.5 7 6l3 2.5L13 6l4 3.5M6 13l3 3 2-1.5m-2-2 3 3 2-2m-3-3 3.5 3",
    "help": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4m0 2.2v.3",
    "hold": "M7 4v12M13 4v12",
    "info": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 6v5m0-8v.3",
    "language": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm-7 7h14M10 3c2 2 3 4.5 3 7s-1 5-3 7c-2-2-3-4.5-3-7s1-5 3-7Z",
    "lock": "M5 9h10v8H5V9Zm2.5 0V6.500a2.5 2.5 0 0 1 5 0V9",
    "move": "M4 10h12m-5-5 5 5-5 5",
    "offline": "M3 3l14 14M6 12a6 6 0 0 1 3-1.600M3.5 9a10 10 0 0 1 3-2m10 2A10 10 0 0 0 11 6m-1 9v.3",
    "out": "M8 4H4v12h4m3-9 3 3-3 3m-4-3h7",
    "person": "M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6Zm-6 13c.5-3.5 3-5 6-5s5.5 1.5 6 5",
    "people": "M7.5 4.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM2.5 16c.3-3 2.5-4.5 5-4.500s4.7 1.5 5 4.5"
    "M13 5a2.3 2.3 0 0 1 0 4.500m1.5 2.200c1.8.5 2.9 2 3 4.3",
    "play": "M6 4v12l10-6L6 4Z",
    "print": "M6 7V3h8v4M6 14H3.500V7h13v7H14m-8-2.500h8V17H6v-5.500Z",
    "referral": "M3 10h8m-3-3 3 3-3 3m3-9h6v12h-6",
    "remove": "M4 6h12M8 6V4h4v2m-6.5 0 .7 11h7.600l.7-11",
    "search": "M8.8 3.500a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.600ZM12.6 12.6 17 17",
    "service": "M10 3v14M3 10h14M5 5l10 10M15 5 5 15",
    "stop": "M7 3h6l4 4v6l-4 4H7l-4-4V7l4-4Zm-.5 7h7",
    "task": "M4 4h12v12H4V4Zm3 6 2.2 2.200L13.5 8",
    "upload": "M10 13V4M6 8l4-4 4 4M4 16.500h12",
}
TURNING = {"arrow", "back", "move", "referral", "out", "play"}


def icon_svg(name: str, title: str = "") -> str:
    """Return the icon as SVG text, hidden from screen readers unless it has a `title`; KeyError if unknown."""
    turns = " icon--turns" if name in TURNING else ""
    voice = f'role="img" aria-label="{title}"' if title else 'aria-hidden="true"'
    return (
        f'<svg class="icon{turns}" {voice} focusable="false" viewBox="0 0 20 20" fill="none" stroke="currentColor" '
        f'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><path d="{ICONS[name]}"/></svg>'
    )
