"""Values → what a template shows, in words. No request here, and no call to Leadway."""
