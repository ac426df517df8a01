"""The page on which admins rehearse trouble on the sandbox."""
