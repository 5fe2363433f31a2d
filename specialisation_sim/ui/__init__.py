"""The browser app: ``specialise ui``.

`launch` serves it; `app` is what Solara loads. Rules: pages read immutable snapshots of a `Runner`, which
knows nothing of Solara; what draws an option or a picture is a pure function; heavy work waits in the queue of `jobs`.
State lives in components alone, never in a module, so that visitors do not meet.
"""
