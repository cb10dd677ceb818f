-- Whether a calendar is switched on is for a person to say. That it cannot be read is what its note tells, which a sync writes and takes back.

UPDATE calendars SET is_enabled = 1 WHERE note IS NOT NULL;
