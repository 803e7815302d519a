"""What may go wrong through no fault of the program."""


class UserError(Exception):
    """Wrong use or unreadable input: one line that says what is wrong and what to do.

    Only ``provaudit.cli`` turns it into exit code 2; everything else that is raised is a bug
    and keeps its traceback.
    """
