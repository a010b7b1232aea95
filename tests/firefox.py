"""A real Firefox, driven over its own protocol (Marionette: lines of JSON over a socket), so nothing else is needed.

Its pages are printed as a reader prints them, with the settings of the print dialogue; the WebDriver command for
printing has no way to choose margins that are not those of the page.
"""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

_STARTS_WITHIN = 60
_READY_WITHIN = 60
_OPENS_WITHIN = 45

_PRINT = """
const [settings, done] = [arguments[0], arguments[arguments.length - 1]];
(async () => {
  const service = Cc["@mozilla.org/gfx/printsettings-service;1"].getService(Ci.nsIPrintSettingsService);
  const chosen = service.createNewPrintSettings();
  const stream = Cc["@mozilla.org/storagestream;1"].createInstance(Ci.nsIStorageStream);
  stream.init(8192, 0xffffffff, null);
  Object.assign(chosen, {
    isInitializedFromPrinter: true, isInitializedFromPrefs: true, printSilent: true,
    outputFormat: Ci.nsIPrintSettings.kOutputFormatPDF,
    outputDestination: Ci.nsIPrintSettings.kOutputDestinationStream,
    outputStream: stream.getOutputStream(0),
    paperSizeUnit: Ci.nsIPrintSettings.kPaperSizeMillimeters,
    headerStrLeft: "", headerStrCenter: "", headerStrRight: "",
    footerStrLeft: "", footerStrCenter: "", footerStrRight: "",
    unwriteableMarginTop: 0, unwriteableMarginBottom: 0, unwriteableMarginLeft: 0, unwriteableMarginRight: 0,
    ignoreUnwriteableMargins: true, shrinkToFit: true, scaling: 1, printBGColors: false, printBGImages: false,
    ...settings,
  });
  await gBrowser.selectedBrowser.browsingContext.print(chosen);
  const file = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
  file.setInputStream(stream.newInputStream(0));
  return btoa(file.readBytes(file.available()));
})().then(done, (error) => done(`fault: ${error}`));
"""


_RUN = """
const done = arguments[arguments.length - 1];
(async (...given) => (FUNCTION)(...given))(...[...arguments].slice(0, -1)).then(
  (value) => done({ value }),
  (error) => done({ fault: String(error) }),
);
"""

# Of one site alone: a worker that was being installed when script was switched off is never done with, and whoever
# removes those of all sites waits for it without end.
_FORGET = """
const [site, done] = [arguments[0], arguments[arguments.length - 1]];
const principal = Services.scriptSecurityManager.createContentPrincipalFromOrigin(site);
Services.clearData.deleteDataFromPrincipal(
  principal, true, Ci.nsIClearDataService.CLEAR_ALL, { onDataDeleted: done },
);
"""


_SCRIPT = """
// Without script Firefox starts no service worker either, and a page for which one is to answer never comes.
for (const setting of ["javascript.enabled", "dom.serviceWorkers.enabled"]) {
  Services.prefs.setBoolPref(setting, arguments[0]);
}
"""


# In each process that shows pages, before any script of the page: a page that was opened on another day than it is read
# on would tell first what is true on that day.
_CLOCK = """
const set = `Services.obs.addObserver((window) => {
  const moment = Services.cpmm.sharedData.get("moment");
  if (!moment) return;
  const page = Cu.Sandbox(window, { sandboxPrototype: window, wantXrays: false }); // whatever scripts the page allows
  Cu.evalInSandbox("(" + ${JSON.stringify(arguments[0])} + ")(" + moment + ")", page);
}, "content-document-global-created")`;
Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(set)}`, true);
"""

_OPENED_AT = "Services.ppmm.sharedData.set('moment', arguments[0]); Services.ppmm.sharedData.flush();"

_SET_CLOCK = """(moment) => {
  const Real = window.Date;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(moment); }
    static now() { return moment; }
  };
}"""


class FirefoxError(Exception):
    """Firefox could not be started, or did not do what it was told; the message is its own."""


class Firefox:
    """A Firefox with one window and a profile of its own in *profile*."""

    def __init__(self, program: str, profile: Path) -> None:
        port = _free_port()
        settings = (
            f'user_pref("marionette.port", {port});\n'
            'user_pref("app.update.enabled", false);\n'
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
        )
        (profile / "user.js").write_text(settings, encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--marionette", "--remote-allow-system-access"]
        self._process = subprocess.Popen(
            [*command, "--profile", profile], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._socket = _connected(port, self._process)
        self._answers = self._socket.makefile("rb")
        self._asked = 0
        self._read()
        self._ask("WebDriver:NewSession")
        self._ask("WebDriver:SetTimeouts", pageLoad=_OPENS_WITHIN * 1000)
        self._beyond(_CLOCK, _SET_CLOCK)

    def open(self, url: str, *, script: bool = True, moment: int = 0) -> None:
        """Go to *url*, with script switched on or off; at *moment*, in milliseconds since 1970, where that is given."""
        self._beyond(_SCRIPT, script)
        self._beyond(_OPENED_AT, moment)
        self._ask("WebDriver:Navigate", url=url)

    def set_clock(self, moment: int) -> None:
        """Let the open page take it to be *moment*, in milliseconds since 1970, and tell it that it is seen again."""
        seen = "window.dispatchEvent(new Event('pageshow')); document.dispatchEvent(new Event('visibilitychange'));"
        script = f"({_SET_CLOCK})(arguments[0]); {seen}"
        self._ask("WebDriver:ExecuteScript", script=script, args=[moment], sandbox=None)

    def run(self, function: str, *given: object) -> Any:
        """Return what *function* of JavaScript makes of *given* in the open page, or what it promises."""
        script = _RUN.replace("FUNCTION", function)
        answer: Any = self._ask("WebDriver:ExecuteAsyncScript", script=script, args=list(given), sandbox=None)
        if "fault" in answer:
            raise FirefoxError(answer["fault"])
        return answer.get("value")

    def text(self, selector: str = "body") -> str:
        """Return the words that are seen in the first element that *selector* names."""
        return str(self.run("(selector) => document.querySelector(selector).innerText", selector))

    def wait_until(self, condition: str, within: float = 0) -> None:
        """Wait until *condition*, an expression of JavaScript or what it promises, holds of the open page."""
        until = time.monotonic() + (within or _READY_WITHIN)
        while not self.run(f"async () => Boolean(await ({condition}))"):
            if time.monotonic() > until:
                raise FirefoxError(f"This did not come to hold: {condition}")
            time.sleep(0.05)

    def forget(self, site: str) -> None:
        """Leave the open page, and remove what *site*, an address, has kept: its workers, copies and caches."""
        self.open("about:blank")
        self._beyond(_FORGET, site, wait=True)

    def print_page(self, **settings: object) -> bytes:
        """Return the PDF of the page that is open; *settings* are those of Firefox's ``nsIPrintSettings``."""
        made = str(self._beyond(_PRINT, settings, wait=True))
        if made.startswith("fault: "):
            raise FirefoxError(made)
        return base64.b64decode(made)

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=30)

    def _beyond(self, script: str, *given: object, wait: bool = False) -> object:
        """Run *script* with the powers of the browser itself, beyond those of a page."""
        self._ask("Marionette:SetContext", value="chrome")
        try:
            name = "WebDriver:ExecuteAsyncScript" if wait else "WebDriver:ExecuteScript"
            return self._ask(name, script=script, args=list(given))
        finally:
            self._ask("Marionette:SetContext", value="content")

    def _ask(self, command: str, **given: object) -> object:
        self._asked += 1
        message = json.dumps([0, self._asked, command, given]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, answer = self._read()
        if error:
            raise FirefoxError(f"{command}: {error['message']}")
        return answer.get("value") if isinstance(answer, dict) else answer

    def _read(self) -> Any:
        length = b""
        while (digit := self._answers.read(1)) != b":":
            if not digit:
                raise FirefoxError("Firefox ended before it answered.")
            length += digit
        return json.loads(self._answers.read(int(length)))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _connected(port: int, process: subprocess.Popen[bytes]) -> socket.socket:
    """Return a connection to the browser as soon as it listens."""
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_READY_WITHIN)
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise FirefoxError(f"Firefox did not start within {_STARTS_WITHIN} seconds.")
