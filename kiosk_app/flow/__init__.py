"""The kiosk's presenter: what a citizen sees next, as a pure state machine. No Kivy, no clock, no network, no words.

`step(kiosk, event, now)` takes a touch, a report from an effect, or the passing of time, and gives the next kiosk and
the effects to run. The window shows `kiosk.screen` and reports touches; it decides nothing.
"""
