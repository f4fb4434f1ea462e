"""Whether a display can play a video that somebody hands in, by what is in its file. It is kept as it is."""

from pathlib import Path

from pymediainfo import MediaInfo

from display_server.domain.refusals import NotValid

ENDINGS = {"MPEG-4": ".mp4", "WebM": ".webm"}
CODECS = ("AVC", "VP8", "VP9", "AV1")
"""As MediaInfo calls them: those that every Chromium and Firefox plays. AVC is H.264."""
LONG_SIDE, SHORT_SIDE = 3840, 2160
OF_THIS_FILE_ALONE = {"File_TestContinuousFileNames": "0"}


def check(source: Path) -> tuple[str, int, int]:
    """The ending for its name, its width and height. Raises NotValid for what displays would not play."""
    found = MediaInfo.parse(source, mediainfo_options=OF_THIS_FILE_ALONE)
    general, pictures = found.general_tracks, found.video_tracks
    ending = ENDINGS.get(general[0].format) if general else None
    if ending is None or not pictures or general[0].istruncated == "Yes":
        raise NotValid("file", "This is no whole MP4 or WebM video. Save it again as MP4 with H.264.")
    picture = pictures[0]
    if picture.format not in CODECS:
        raise NotValid(
            "file",
            "Displays cannot play this video: its pictures are %(codec)s. Save it as MP4 with H.264.",
            codec=picture.format,
        )
    width, height = int(picture.width or 0), int(picture.height or 0)
    if not 0 < max(width, height) <= LONG_SIDE or not 0 < min(width, height) <= SHORT_SIDE:
        raise NotValid(
            "file",
            "This video measures %(width)s × %(height)s. Save it at 3840 × 2160 at most; 1920 × 1080 is plenty.",
            width=width,
            height=height,
        )
    return ending, width, height
