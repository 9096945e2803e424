"""What the browser needs to screen a text while it is written: script, rules and names.

All of it lies in one folder of addresses named by a fingerprint of the whole, so that a script
never meets another version's rules, and a browser may keep what it has fetched for a year.
The text itself stays in the browser: nothing here takes anything in.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, url_for

from app.domain.policy import Permission
from app.screening import NAMES_FILE, RULES_FILE
from app.web.access import requires

blueprint = Blueprint("screening", __name__)

SCRIPTS = Path(__file__).parents[1] / "static" / "js" / "screen"
TYPES = {".js": "text/javascript", ".json": "application/json"}
KEPT = "public, max-age=31536000, immutable"


@blueprint.get("/silen/<fingerprint>/<file_name>")
@requires(Permission.VISIT)
def part(fingerprint: str, file_name: str) -> Response:
    """Give one file of the screen. Another version's fingerprint is answered with 404."""
    content = parts().get(file_name)
    if content is None or fingerprint != fingerprint_of_parts():
        abort(404)
    response = Response(content, content_type=f"{TYPES[Path(file_name).suffix]}; charset=utf-8")
    response.headers["Cache-Control"] = KEPT
    return response


@blueprint.app_template_global()
def screen_script() -> str:
    """Give the address of the script; the other parts lie beside it."""
    return url_for("screening.part", fingerprint=fingerprint_of_parts(), file_name="main.js")


@cache
def parts() -> dict[str, bytes]:
    """Read every file of the screen once, by the name it is fetched under."""
    return {
        **{path.name: path.read_bytes() for path in sorted(SCRIPTS.glob("*.js"))},
        "rules.json": RULES_FILE.read_bytes(),
        "names.json": NAMES_FILE.read_bytes(),
    }


@cache
def fingerprint_of_parts() -> str:
    """Tell one version of the whole from another."""
    digest = hashlib.sha256()
    for name, content in parts().items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]
