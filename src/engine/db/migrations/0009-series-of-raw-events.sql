-- To which series a changed occurrence belongs, as Google says it: the ids do not tell, once a series was edited for "this and following".

ALTER TABLE raw_events ADD COLUMN series_id TEXT;

UPDATE raw_events SET series_id = (
  SELECT CAST(payload AS TEXT) ->> '$.recurringEventId' FROM raw_payloads
  WHERE raw_event_id = raw_events.id AND json_valid(CAST(payload AS TEXT)))
WHERE source = 'google_event';

CREATE INDEX raw_events_by_series ON raw_events (account_id, container, series_id) WHERE series_id IS NOT NULL;
