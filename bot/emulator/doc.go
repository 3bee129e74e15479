// Package emulator is a Bot API server of our own: what api.telegram.org is to
// the bot, on this machine, for tests, the demo, rehearsals and training.
//
// The bot under test reaches it over HTTP and over nothing else. People act
// through a [Phone], which is one person's Telegram app in the private chat with
// the bot; what they do becomes an update, and what they see is what the bot
// sent. The chat page under /phone/ uses the same phones, /phone/#1001 opens one of
// them, and its START button follows the link of [Phone.Invite]. The package
// imports nothing of this project, so it cannot be a side door into the bot.
//
//	tg := emulator.New(emulator.Options{Token: "42:demo"})
//	base, err := tg.Listen("127.0.0.1:0") // SetAPIEndpoint(base + "/bot%s/%s")
//	lan := tg.Phone(1001, "Lan")
//	lan.Start("")
//	err = lan.Await(ctx, func(m []emulator.Message) bool { return len(m) == 2 })
//
// Error texts, codes and limits are those of tdlib/telegram-bot-api and tdlib/td.
// Where it is stricter than life: message ids are counted in each chat from 1, so
// that code keyed by a message id alone fails here.
//
// Where it does less than life, on purpose:
//   - private chats only; no groups, channels, inline mode, payments or albums;
//   - parse_mode HTML only: Markdown and MarkdownV2 answer "unsupported parse_mode";
//   - entities are the tags of HTML and bot_command; links, mentions and hashtags
//     in plain text get none, and a given `entities` parameter is not read;
//   - reply keyboards are checked and accepted, but no phone shows them;
//   - files come by upload or file_id; a URL is refused as an unknown file_id;
//   - a webhook may be plain http, gets its updates one after another, and a
//     method call in its answer is not carried out;
//   - a second getUpdates ends the first at once, without the 3 seconds of delay;
//   - a press may be answered for 150 seconds, as long as its update lives.
package emulator
