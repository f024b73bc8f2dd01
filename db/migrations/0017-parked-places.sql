-- Where a form that waits came from (the address without its last part): so many wait for each place at most.
ALTER TABLE parked_forms ADD COLUMN place TEXT NOT NULL DEFAULT '';

CREATE INDEX parked_forms_waiting_of_user ON parked_forms (user_id, created_at) WHERE claimed_at IS NULL;
CREATE INDEX parked_forms_waiting_of_place ON parked_forms (place, created_at) WHERE claimed_at IS NULL;
CREATE INDEX parked_forms_waiting ON parked_forms (created_at) WHERE claimed_at IS NULL;
