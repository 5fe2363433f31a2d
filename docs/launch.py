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
            "In a browser, without installing anything: put a copy of this repository where others can read it, open "
            "[mybinder.org](https://mybinder.org), paste the address of your copy into the first field, type "
            f"`notebooks/{LESSON.rpartition('/')[2]}` as the file to open, and press *launch*. The first start takes "
            "some minutes. The stories also run without any of this, as one page that plays offline: "
            "`specialise watch`. (Write the address of your copy as `repository-code` into `CITATION.cff`, and "
            "`docs/update.py --text` makes a button of this.)"
        )
    place = address.path.strip("/").removesuffix(".git")
    target = f"https://mybinder.org/v2/gh/{place}/HEAD?urlpath={LESSON.replace('/', '%2F')}"
    return (
        f"In a browser, without installing anything: [**open the first lesson**]({target}) on Binder. The first start "
        f"takes some minutes. In GitHub Codespaces: [open this repository](https://codespaces.new/{place})."
    )
