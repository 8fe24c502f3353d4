"""Put the fetched styles and scripts where the pages find them.

The style sheet is not copied as it is: the typeface, the crest and the icons of
govuk-frontend belong to one government. Its rules stay, with our own typeface
(`--typeface`) in the place of theirs and no address of a file that isn't here.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "node_modules/govuk-frontend"
VENDOR = ROOT / "web/static/vendor"

NOTICE = "govuk-frontend {version}, {license} licence, without its typeface and crest"
CHARSET = '@charset "UTF-8";'  # counts only as the very first bytes of a style sheet
REMOVED = [
    r"@font-face\{[^}]*\}",
    r"/\*! Copyright \(c\) 2011 by Margaret Calvert[^*]*\*/",
    r"/\*# sourceMappingURL=[^*]*\*/",
    r"//# sourceMappingURL=\S*",
]


def without_marks(text: str) -> str:
    """Take out what may not, or cannot, be served from here."""
    for pattern in REMOVED:
        text = re.sub(pattern, "", text)
    text = re.sub(r"url\(/assets/[^)]*\)", "none", text)
    return re.sub(r"GDS Transport,", "var(--typeface,system-ui),", text)


def main() -> None:
    """Write the style sheet and the script, each under a line that says what it is."""
    about = json.loads((PACKAGE / "package.json").read_text("utf-8"))
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name in ("govuk-frontend.min.js", "govuk-frontend.min.css"):
        text = without_marks((PACKAGE / "dist/govuk" / name).read_text("utf-8"))
        if left := re.search(r"GDS Transport|govuk-crest|/assets/", text):
            sys.exit(f"{name} still holds {left.group()!r}: see {Path(__file__).name}")
        notice = f"/*! {NOTICE.format_map(about)} */\n"
        charset = CHARSET if text.startswith(CHARSET) else ""
        text = charset + notice + text.removeprefix(charset)
        (VENDOR / name).write_text(text, "utf-8")
        print(f"web/static/vendor/{name}")


if __name__ == "__main__":
    main()
