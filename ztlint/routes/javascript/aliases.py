"""Names of modules that configuration maps to folders."""

import json
import posixpath
import re
from collections.abc import Mapping


def aliases(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Beginnings of imports that tsconfig.json maps to folders, and ``src/…``."""
    found: list[tuple[str, str]] = []
    for path, data in files.items():
        if re.search(r"(?:\A|/)(?:tsconfig[^/]*|jsconfig)\.json\Z", path):
            plain = re.sub(
                r"^\s*//.*$|/\*.*?\*/|,(?=\s*[}\]])", "", data.decode("utf-8", "replace"), flags=re.MULTILINE
            )
            try:
                options = json.loads(plain).get("compilerOptions") or {}
                folder = posixpath.join(posixpath.dirname(path), options.get("baseUrl") or ".")
                for name, targets in (options.get("paths") or {}).items():
                    found.append((name.rstrip("*"), posixpath.join(folder, targets[0].rstrip("*"))))
                if "baseUrl" in options:
                    found.append(("", folder + "/"))
            except (ValueError, AttributeError, TypeError, IndexError, RecursionError):
                continue
    return found
