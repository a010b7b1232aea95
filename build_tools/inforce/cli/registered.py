"""What a register says to the build of a site that is to be published where it stands."""

from __future__ import annotations

from pathlib import Path

from inforce.audit.against_base import settings_changed, verify_attributes
from inforce.audit.history import renames_of
from inforce.audit.new_versions import verify_new_versions
from inforce.build import pipeline
from inforce.build.pipeline import Published, Registered
from inforce.clock import clock_on
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.publish.git import find_repository
from inforce.publish.register import Register
from inforce.store.atomic import cache_folder


def for_register(
    project: Path, day: str | None, register: Register, now: str
) -> tuple[Registered, tuple[Problem, ...]]:
    """Return what *register* says to a build of what is published at the moment *now*, and what is claimed wrongly."""
    renames = renames_of(project / "content" / "guidance")
    published = frozenset((renames.now(*one), VersionNumber.parse(one[1])) for one in register.fingerprints)
    moments: dict[str, dict[str, str]] = {}
    for entry in register.entries:
        moments.setdefault(entry.document, {})[entry.version] = entry.published_at
    return Registered(moments, now, published), _claims(project, day, published, register)


def _claims(project: Path, day: str | None, published: Published, register: Register) -> tuple[Problem, ...]:
    """Return what versions that the register does not hold claim and what is not so; the first time, all is new.

    Where the settings are others than at the last entry of it, no attribute in use may mean something else.
    """
    repository = find_repository(project)
    files = (project / "content" / "guidance").glob("*/versions/*.yml")
    here = {(file.parents[1].name, file.stem) for file in files}
    is_known = here <= {(document, str(number)) for document, number in published}
    held = repository if repository and settings_changed(repository, register.entries) else None
    if not published or (is_known and held is None):
        return ()
    checked = pipeline.check(project / "content", clock_on(day), cache_folder(project), published)
    redefined = verify_attributes(held, None, checked.library, published, register.entries) if held else ()
    return (*verify_new_versions(checked.library, published, checked.day, at_publication=True), *redefined)
