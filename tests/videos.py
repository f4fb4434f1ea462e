"""Small real videos, recorded by the Chromium that the tests have: one second of a moving square."""

from base64 import b64decode

from playwright.sync_api import Browser

RECORD = """
async (type) => {
  if (!MediaRecorder.isTypeSupported(type)) throw new Error(`this Chromium does not record ${type}`);
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
  const pen = canvas.getContext("2d");
  let step = 0;
  const drawing = setInterval(() => {
    pen.fillStyle = "#0b4f8a";
    pen.fillRect(0, 0, 320, 180);
    pen.fillStyle = "#ffc93d";
    pen.fillRect((step += 4) % 280, 70, 40, 40);
  }, 40);
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: type });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const done = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 1200));
  recorder.stop();
  await done;
  clearInterval(drawing);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
"""


def recorded(chromium: Browser, kind: str) -> bytes:
    """A video of this kind, such as `video/webm;codecs=vp9`."""
    page = chromium.new_page()
    try:
        return b64decode(page.evaluate(RECORD, kind))
    finally:
        page.close()
