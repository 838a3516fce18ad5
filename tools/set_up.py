"""Set everything up in this folder: virtual environment, pinned requirements, front end, translations.

    python3 tools/set_up.py [--dev | --nightly]

Needs nothing but the standard library. Each part is done again only when what it is made from has changed.
It must start on any Python 3, to say which one is needed.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".setup"
BUILT = ROOT / "src" / "sojourn" / "web" / "static" / "built"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
# Each holds all that those before it pin, at the same versions; beside it the room on disk, downloads included.
LOCKS = {
    "requirements.lock": 1800 * 2**20,
    "requirements-dev.lock": 2300 * 2**20,
    "requirements-nightly.lock": 3800 * 2**20,
}


class Stop(Exception):
    """Set-up can't go on until somebody does something; the text says what."""


def main(words):
    """Set up; say what stands in the way as a sentence and return an exit status."""
    try:
        _use_a_new_enough_python()
        chosen = "-nightly" if "--nightly" in words else "-dev" if "--dev" in words else ""
        _python_packages(f"requirements{chosen}.lock")
        _front_end(for_tests=bool(chosen))
        _translations()
        _pango()
    except Stop as stop:
        sys.stderr.write(f"\n{stop}\n\n")
        return 1
    return 0


def _use_a_new_enough_python():
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        if shutil.which(name):
            os.execvp(name, [name, *sys.argv])
    raise Stop(
        "Sojourn needs Python 3.11 or newer; this is Python {}.{}.\n"
        "  → Install a newer one (Debian 12, Ubuntu 24.04 and Fedora bring it as python3), then say it again.\n"
        "  → Is it there under another name?  make demo PYTHON=/path/to/python3.12".format(*sys.version_info)
    )


def _python_packages(lock):
    if _runs(PYTHON) and _python_digest(lock) in _stamp("python"):
        return
    _see_that_there_is_room(LOCKS[lock])
    if not _runs(PYTHON):
        _say("Making a virtual environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        _run(
            [sys.executable, "-m", "venv", str(VENV)],
            "The virtual environment couldn't be made.\n"
            "  → On Debian and Ubuntu:  apt-get install python3-venv   then say it again.",
        )
    _say(f"Installing what {lock} pins (a minute or two, once)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    unreachable = (
        "The Python packages couldn't be installed; pip's own words are above.\n"
        "  → Is the package index reachable from here? Behind a proxy, set HTTPS_PROXY or pip's own settings.\n"
        "  → A certificate error behind a company's proxy: set PIP_CERT to its certificate."
    )
    _run([*pip, "--require-hashes", "--requirement", str(ROOT / lock)], unreachable)
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], unreachable)
    names = list(LOCKS)
    _set_stamp("python", "\n".join(_python_digest(name) for name in names[: names.index(lock) + 1]))


def _python_digest(lock):
    return _digest(ROOT / lock, ROOT / "pyproject.toml", text=str(ROOT))


def _front_end(for_tests):
    sources = [path for path in sorted((ROOT / "frontend").rglob("*")) if path.is_file()]
    wanted = _digest(ROOT / "package-lock.json", *sources)
    packages = _digest(ROOT / "package-lock.json")
    installed = (ROOT / "node_modules").exists() and _stamp("npm") == packages
    built = (BUILT / "app.js").exists() and _stamp("frontend") == wanted
    # Tests of the pages' accessibility read a package that the pages themselves don't need.
    if built and (installed or not for_tests):
        return
    if not _node_is_there():
        return
    _say("Building the front end")
    if not installed:
        _run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            "npm couldn't install the front end's packages; its own words are above.\n"
            "  → Is the npm registry reachable from here?",
        )
        _set_stamp("npm", packages)
    _run(["node", "frontend/build.mjs"], "The front end couldn't be built; esbuild's own words are above.")
    _set_stamp("frontend", wanted)


def _node_is_there():
    """Say whether Node is there; without it go on with files built earlier, or stop."""
    version = _node_version()
    if version >= OLDEST_NODE and shutil.which("npm"):
        return True
    found = f"this machine has Node {version}" if version else "this machine has none"
    if (BUILT / "app.js").exists():
        _say(f"Node 20 or newer isn't here ({found}): the pages keep the styles and scripts built earlier.")
        return False
    if os.environ.get("WITHOUT_NODE") == "yes":
        _say("Without Node: every page works, but plainly, without its styles and scripts.")
        return False
    raise Stop(
        f"Node 20 or newer, with npm, is needed once, to build the styles and scripts of the pages; {found}.\n"
        "  → Debian 13, Ubuntu 25.04 and newer:  apt-get install nodejs npm      macOS:  brew install node\n"
        "  → elsewhere take the installer from nodejs.org, then say it again.\n"
        "  → To go on with plain, unstyled pages:  WITHOUT_NODE=yes make demo"
    )


def _node_version():
    if not shutil.which("node"):
        return 0
    said = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=False).stdout.decode()
    digits = said.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def _translations():
    _run(
        [str(PYTHON), str(ROOT / "tools" / "compile_words.py")],
        "A translation couldn't be compiled; the file and line are above.",
    )


def _pango():
    """Say how PDF becomes possible where the library that sets its text is absent; all else goes on without."""
    if ctypes.util.find_library("pango-1.0") and ctypes.util.find_library("pangoft2-1.0"):
        return
    _say(
        "Pango isn't here: everything works but documents as PDF.\n"
        "  → Debian, Ubuntu:  apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
        "  → Fedora:  dnf install pango      macOS:  brew install pango"
    )


def _see_that_there_is_room(needed):
    free = shutil.disk_usage(str(ROOT)).free
    if free < needed and not _runs(PYTHON):
        raise Stop(
            f"The disk that holds {ROOT} is nearly full: {free // 2**20} MB are free, "
            f"{needed // 2**20} MB are needed.\n"
            "  → Make room on it, or move this folder to another disk."
        )


def _runs(program):
    try:
        done = subprocess.run([str(program), "--version"], stdout=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _run(words, trouble):
    if subprocess.run(words, cwd=str(ROOT), check=False).returncode:
        raise Stop(trouble)


def _digest(*paths, text=""):
    digest = hashlib.sha256(text.encode())
    for path in paths:
        digest.update(path.name.encode() + path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


def _stamp(name):
    path = STAMPS / name
    return path.read_text() if path.exists() else ""


def _set_stamp(name, text):
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(text)


def _say(text):
    sys.stderr.write(f"• {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
