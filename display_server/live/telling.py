"""Tells the one-stop system what officers have noted of dossiers, beside all else; again where it did not hear."""

import logging

from display_server.domain.dossier import OneStopHears, OneStopRefused, OneStopSilent
from display_server.store.hall import Hall
from display_server.store.one_stop_news import OneStopNews, ToTell

log = logging.getLogger(__name__)


class Telling:
    def __init__(self, news: OneStopNews, one_stop: OneStopHears) -> None:
        self._news, self._one_stop = news, one_stop

    def tell_due(self, hall: Hall) -> None:
        """In order, each once. Several processes may: the next ones are claimed before they are told."""
        with hall.reading() as reading:
            now, before = reading.now, reading.now - reading.plan.rules.undo_within
        mark = self._news.mark(hall.slug, now)
        due = self._news.to_tell(hall.slug, mark, before)
        if not due or not self._news.claim(hall.slug, mark, now):
            return
        try:
            for each in due:
                self._tell(hall, each)
        except OneStopSilent as silent:
            log.warning("the one-stop system is not told of %s: %s", hall.slug, silent)
            self._news.failed(hall.slug, self._news.mark(hall.slug, now), str(silent), now)
        else:
            self._news.release(hall.slug)

    def _tell(self, hall: Hall, each: ToTell) -> None:
        try:
            if each.news is not None:
                self._one_stop.tell(each.news)
            self._news.was_told(hall.slug, each)
        except OneStopRefused as refused:
            log.warning("the one-stop system does not take news of %s: %s", hall.slug, refused)
            with hall.reading() as reading:
                self._news.was_refused(hall.slug, each, str(refused), reading.now)
