-- Open cases of one village, the latest first: what is compared with a report that is being typed.
CREATE INDEX cases_open_village ON read.cases (village, received_at DESC) WHERE closed_at IS NULL;
