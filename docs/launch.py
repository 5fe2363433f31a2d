"""The way to run a lesson without installing anything: a button, as soon as ``CITATION.cff`` says where the code is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LESSON = "lab/tree/notebooks/01_the_island.ipynb"
"""What opens."""


def launch_words(citation: str) -> str:
    """A button to the first lesson in a hosted notebook; where no address is known, how to give it one."""
    found = re.search(r"^repository-code: *[\"']?(\S+?)[\"']?$", citation, flags=re.MULTILINE)
    address = urlsplit(found[1]) if found else None
    if address is None or address.netloc != "github.com":
        return (
            "In a browser, without installing anything: open [mybinder.org](https://mybinder.org), paste the address "
            f"of your copy of this repository, and open `notebooks/{LESSON.rpartition('/')[2]}`. The first start takes "
            "some minutes. (`CITATION.cff` names no address yet; once it does, a button stands here.)"
        )
    place = address.path.strip("/").removesuffix(".git")
    target = f"https://mybinder.org/v2/gh/{place}/HEAD?urlpath={LESSON.replace('/', '%2F')}"
    return (
        f"In a browser, without installing anything: [**open the first lesson**]({target}) on Binder. The first start "
        f"takes some minutes. In GitHub Codespaces: [open this repository](https://codespaces.new/{place})."
    )
