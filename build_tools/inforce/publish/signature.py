"""Signs the checkpoint with an SSH key, and checks the signature, through ``ssh-keygen``, offline."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from inforce.model.dataclass import dataclass
from inforce.store.failure import Failure

NAMESPACE = "inforce-checkpoint"
"""What a signature is made for, so that one made for something else is not taken for it."""

_ENVIRONMENT = {"SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}


class SigningFailed(Failure):
    """Nothing was signed, or nothing could be checked: why, and what to do."""


@dataclass(frozen=True)
class Key:
    """The SSH key in a file; a public one stands for its private half in the running agent."""

    file: Path

    def sign(self, content: bytes) -> bytes:
        """Return the signature of *content*, as ``ssh-keygen -Y sign`` writes it."""
        if not self.file.is_file():
            raise SigningFailed(f"There is no key {self.file}.", "Name the file of an SSH key after --sign.")
        # the key is named as it stands: ssh-keygen refuses a private one that others may read, and says so
        done = _ssh_keygen("-Y", "sign", "-n", NAMESPACE, "-f", str(self.file), content=content)
        if done.returncode:
            raise SigningFailed(
                f"ssh-keygen could not sign with {self.file}.",
                "Name a key without a passphrase that only you can read, "
                "or the public half of one that ssh-agent holds.",
                _words(done),
            )
        return done.stdout


def signer(content: bytes, signature: bytes, allowed_signers: Path) -> str | None:
    """Return who signed *content*, by the name in *allowed_signers*; None where *signature* is not theirs.

    The list has to come from elsewhere: one that stands beside the signature proves nothing.
    """
    if not allowed_signers.is_file():
        raise SigningFailed(f"There is no list of signers {allowed_signers}.", "Name the file after --signers.")
    with tempfile.NamedTemporaryFile(suffix=".sig") as given:
        given.write(signature)
        given.flush()
        found = _ssh_keygen("-Y", "find-principals", "-s", given.name, "-f", str(allowed_signers), content=b"")
        for name in found.stdout.decode("utf-8", "replace").splitlines():
            arguments = ("-n", NAMESPACE, "-I", name, "-s", given.name, "-f", str(allowed_signers))
            if _ssh_keygen("-Y", "verify", *arguments, content=content).returncode == 0:
                return name
    return None


def _ssh_keygen(*arguments: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 -- no shell, and every part of the command is ours or a file's name
            ["ssh-keygen", *arguments],  # noqa: S607 -- the one on the PATH; its place differs between systems
            input=content,
            capture_output=True,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,  # without a terminal it cannot stop to ask for a passphrase
        )
    except FileNotFoundError:
        raise SigningFailed(
            "ssh-keygen is not installed.", "Install it, for example with: apt install openssh-client"
        ) from None


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip() or f"it ended with {done.returncode}"
