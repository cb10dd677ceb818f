-- What of a message is only read when somebody opens it, and by no stage: apart from its states, like a raw event's payload.

CREATE TABLE interaction_bodies (
  interaction_id INTEGER PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
  -- What the sender quoted, and the HTML that they sent; there is no row without either.
  quoted_text TEXT,
  body_html TEXT,
  CHECK (quoted_text IS NOT NULL OR body_html IS NOT NULL)
) STRICT;

INSERT INTO interaction_bodies (interaction_id, quoted_text, body_html)
SELECT id, quoted_text, body_html FROM interactions WHERE quoted_text IS NOT NULL OR body_html IS NOT NULL;

ALTER TABLE interactions DROP COLUMN quoted_text;
ALTER TABLE interactions DROP COLUMN body_html;
