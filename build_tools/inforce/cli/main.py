"""The command line: options in, exit code out.

The module of a command is imported when the command runs, so that all of them start at once. Where
Python keeps a name for itself, that of the function has an underscore behind it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from inforce.cli import FAILED
from inforce.store.atomic import Failure

MODULES: Final[Mapping[str, Mapping[str, str]]] = {
    "build": {
        "build": "Check all content and build the site.",
        "serve": "Show a live preview that is built again whenever a file under content/ is saved.",
    },
    "check": {
        "check": "Check all content: form, sources, wording and dates.",
    },
    "show": {
        "evidence": "Write a zip file that shows what DOCUMENT said on a day, and how to check that with sha256sum "
        "alone.",
        "redline": "Print what changed in DOCUMENT from version OLD to version NEW, word by word, rule by rule.",
        "review": "Print what a change means for readers, as a comment for people who approve guidance without git.",
        "show": "Print the text of DOCUMENT that was in force on a day, with its status and sources.",
    },
    "digest": {
        "digest": "Write what came into force, was cancelled or was withdrawn since a checkpoint.",
    },
    "begin": {
        "init": "Make FOLDER, the repository of your organisation: content, settings and workflows, and no code.",
        "new": "Begin DOCUMENT: make its folder with document.yml and the first version, to be filled in.",
        "revise": "Begin the next version of DOCUMENT: copy the file of a version to the next number.",
    },
    "change": {
        "reviewed": "Record in its document.yml that DOCUMENT was reviewed, with the fingerprints of what was "
        "reviewed.",
        "withhold": "Take words out of published versions of DOCUMENT where the law requires it.",
        "format": "Write content files in one form: the same indentation, and fields in the same order.",
    },
    "edit": {
        "edit": "Open a page on which guidance is changed without a text editor, and saved into the files under "
        "content/.",
    },
    "source": {
        "import": "Begin a document with the text of FILE, a Word document (.docx), and say where each of its words "
        "went.",
        "source": "Work with the sources that guidance is based on.",
    },
    "publish": {
        "publish": "Build the site and publish it at DESTINATION.",
        "rollback": "Show the pages of an earlier release again at DESTINATION, which is named as for publish.",
        "verify": "Prove that no published version was lost or altered.",
    },
    "reference": {
        "explain": "Say what the CODE of a problem means, with a wrong example and a right one.",
        "fields": "Write what each content file can contain into FILE, as Markdown.",
        "sbom": "List inforce and all that it uses, with versions, licences and digests, as CycloneDX JSON.",
        "schema": "Write the JSON Schema of each kind of content file into FOLDER, for editors that show help as you "
        "type.",
        "words": "Write every sentence that readers see into content/words/LANGUAGE.po, for your own words or a "
        "translation.",
    },
}
"""The commands of each module, with what the list of them says of each: the first sentence of its own help."""

COMMANDS: Final = {name: says for commands in MODULES.values() for name, says in commands.items()}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- the name is click's
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- the name is click's
        """Return the command of that name, if there is one."""
        for module, commands in MODULES.items():
            if cmd_name in commands:
                held = import_module(f"inforce.cli.{module}")
                command: click.Command = getattr(held, cmd_name, None) or getattr(held, f"{cmd_name}_")
                return command
        return None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an option that is not as it has to be is refused without the word "invalid"."""
        try:
            return super().invoke(ctx)
        except click.MissingParameter:
            raise
        except click.BadParameter as wrong:
            named = wrong.param.get_error_hint(ctx).strip("'") if wrong.param else ""
            raise click.UsageError(f"{named}: {wrong.message}".removeprefix(": "), wrong.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of all commands, of which none is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inforce", message="inforce %(version)s")
def cli() -> None:
    """Publish guidance that people must follow, and prove every sentence and every copy of it."""


def main() -> None:
    """Run the command line; a failure of the world or of the program is said in a sentence, never as a traceback."""
    gc.set_threshold(1_000_000, 20, 20)  # looking for garbage in what was just loaded takes a sixteenth of a short run
    try:
        cli()
    except Failure as failure:
        click.echo(str(failure), err=True)
        sys.exit(FAILED)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"Stopped: {error.strerror or error}{where}.", err=True)
        sys.exit(FAILED)
    except Exception as error:
        if os.environ.get("INFORCE_DEBUG"):
            raise
        click.echo(
            f"Stopped by a fault in inforce: {type(error).__name__}: {error}.\n"
            "Please report it, with what INFORCE_DEBUG=1 and the same command print.",
            err=True,
        )
        sys.exit(FAILED)
    finally:
        gc.freeze()  # at its end Python would look through all that a run has, once more
