-- +goose Up

-- Every turn changed this index twice, while whose screen is behind is looked up twice a
-- minute: reading every chat then is cheaper.
drop index chat_behind;
