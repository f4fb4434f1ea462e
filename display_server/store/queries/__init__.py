"""What is asked of one hall, a module for each subject; every statement stands beside the function that asks it.

The statements are built once: building them anew for each request would cost more than running them. Answers are the
domain's values; rows never leave.
"""
