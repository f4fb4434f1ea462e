"""The days of a week, as a hall's file names them. Apart from the holidays, which a kiosk does without."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
