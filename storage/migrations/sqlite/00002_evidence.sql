-- Photos and documents sent as evidence. Rows are never deleted: one that is
-- removed has its moment and person. The copy in the side folder stays.

-- +goose Up
create table evidence (
    id         integer not null primary key,
    round      text    not null references round (id),
    unit       text    not null references unit (id),
    card       text    not null, -- of the outline: "II.2.1.d"
    kind       text    not null, -- photo, document
    file_id    text    not null, -- Telegram's, good for this bot only
    unique_id  text    not null, -- Telegram's, the same whenever the same file is sent
    name       text    not null, -- of a document, made harmless; never a path
    mime       text    not null, -- as the sender's app told it
    size       bigint  not null, -- bytes as told, 0 when not told
    caption    text    not null,
    person     bigint  not null references person (id),
    channel    text    not null, -- telegram
    message    bigint  not null, -- the channel's id of the message it came with
    at_ms      bigint  not null,
    stored     text    not null, -- name in the side folder, empty until it is copied
    problem    text    not null, -- too-large, gone: why it is never copied; empty otherwise
    tries      bigint  not null, -- copies that were tried in vain
    next_ms    bigint  not null, -- when to try to copy it
    removed_ms bigint,           -- null while it counts
    removed_by bigint references person (id)
);
create index evidence_of_report on evidence (round, unit, id);

create index evidence_to_fetch on evidence (next_ms, id) where stored = '' and problem = '' and removed_ms is null;
