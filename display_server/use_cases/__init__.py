"""One function per thing a person can do, one file per person. Decides in the domain, saves, says what happened.

Each acts within a change that its caller has opened, `with hall.change(actor) as change`: so several deeds can be one
commit, and the answer is read from the very state that was committed.
"""
