"""Python files of one's own: scenarios, and stories in a file beside the work they are for."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from .errors import UserError, in_words

PREFIX = "specialisation_sim_script_"
"""What names of their modules begin with, so that a file called ``statistics.py`` hides nobody else's module."""

SIBLINGS: set[str] = set()
"""Names of modules that scripts imported from the folder in which they are."""


_LOADED: set[str] = set()


def loaded() -> frozenset[str]:
    """Files that were loaded, by this command where there are several in one program."""
    return frozenset(_LOADED)


def begin_command() -> None:
    """Count those that are loaded from here on."""
    _LOADED.clear()


def is_script(name: str) -> bool:
    """Whether a name is the path of a Python file."""
    return name.endswith(".py")


def load_script(path: str | Path) -> ModuleType:
    """Run a Python file, such as one that defines a scenario or a story; it may import files beside it.

    Parameters
    ----------
    path : str or Path
        The file. It is read anew each time, and so are files beside it, so that what was changed counts.

    Returns
    -------
    module
        What it defines.

    Raises
    ------
    UserError
        If there is no such file, or it does not load.
    """
    file = Path(path)
    try:
        there = file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        there = False
    if not there:
        raise UserError(f"no script at {file}")
    spec = importlib.util.spec_from_file_location(f"{PREFIX}{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    _LOADED.add(str(spec.origin))
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(spec.name)
    sys.modules[spec.name] = module  # annotations of parameters are looked up there
    for name in SIBLINGS:
        sys.modules.pop(name, None)
    SIBLINGS.clear()
    imported, folder = set(sys.modules), file.resolve().parent
    # At the end, so that a file called ``statistics.py`` hides nobody else's module.
    sys.path.append(str(folder))
    importlib.invalidate_caches()
    # What is compiled is known by its second and its length, and an edit may change neither.
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        if before is None:
            del sys.modules[spec.name]
        else:
            sys.modules[spec.name] = before
        if isinstance(error, KeyboardInterrupt | UserError):
            raise
        # Whatever else a user's script raises, an exit too, is the user's to put right.
        raise UserError(f"{file} does not load: {_where(error, str(spec.origin))}{in_words(error)}") from error
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = compiled
        new = {name: getattr(sys.modules[name], "__file__", None) for name in set(sys.modules) - imported}
        SIBLINGS.update(name for name, source in new.items() if folder in Path(source or "").parents)
    import cloudpickle

    # Other processes get its classes and functions as they are now: they may not find the file, or know an older one.
    for each in (module, *(sys.modules[name] for name in SIBLINGS)):
        cloudpickle.register_pickle_by_value(each)
    return module


def _where(error: BaseException, file: str) -> str:
    """The line of the file at which it went wrong, if it was there."""
    if isinstance(error, SyntaxError):
        return ""
    place_of_error, trace = "", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            place_of_error = f"line {trace.tb_lineno}: "
        trace = trace.tb_next
    return place_of_error
