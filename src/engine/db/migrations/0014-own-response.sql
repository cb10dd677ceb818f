-- What the person answered, and who is in an event that is no interaction: those have no participants of their own.

ALTER TABLE calendar_events ADD COLUMN own_response TEXT;
ALTER TABLE calendar_events ADD COLUMN has_others INTEGER NOT NULL DEFAULT 0;
-- JSON array of {role, address, addressKey, name, response, isSelf}; null for an interaction, and where nobody is named.
ALTER TABLE calendar_events ADD COLUMN people TEXT;

-- Until the events are made anew.
UPDATE calendar_events SET has_others = 1 WHERE attendee_count > 1;
