"""The command `motcua-kiosk`, as far as it goes before anything is loaded."""

import gc


def main() -> None:
    """Loads the rest without looking for garbage on the way: there is none yet, and each look costs the greeting time.

    The window looks for it later, when nobody waits.
    """
    gc.disable()
    from kiosk_app.command import run  # noqa: PLC0415 (all of the kiosk)

    run()


if __name__ == "__main__":
    main()
