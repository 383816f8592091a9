#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "app/commands.h"
#include "platform/db/wall.h"
#include "platform/pictures/pictures.h"
#include "platform/post/sms.h"

namespace gishe::app {
namespace {

constexpr const char* footer =
    "Exit codes: 0 done, 1 failed (the reason stands on stderr), 2 bad usage, 3 refused by a rule or not verified.\n"
    "Examples:\n"
    "  gishe demo --data demo-data && gishe serve --data demo-data\n"
    "  gishe serve --listen 127.0.0.1:8080 --behind-tls --public-address https://gishe.example.bg\n"
    "  gishe backup-key backup.key && gishe backup gishe-2026-11-22.sealed --for backup.key.pub\n"
    "  gishe restore gishe-2026-11-22.sealed --key backup.key --data gishe-again\n";

constexpr const char* solve_footer =
    "Exit codes: 0 a plan, 2 the file cannot be read (line and reason), 3 there is no plan (the reason in words) or a\n"
    "check failed, 4 no plan in time. Ctrl-C ends a run with the best plan so far.\n"
    "Examples:\n"
    "  gishe solve pmedian towns.json --p 2\n"
    "  gishe solve mclp towns.json --p 3 --radius 60 --capacity 40\n"
    "  gishe solve zone zone.json --budget 1200000 --fair --json > plan.json && gishe solve check zone.json plan.json\n"
    "  gishe solve access towns.json --method e2sfca --weights 20:1,40:0.68,60:0.22\n";

struct Wishes {
  Where where;
  ServeWish serve;
  UserWish user;
  HsdsWish hsds;
  BackupWish backup;
  SolveWish solve;
  std::string file, email, municipality;
  int days = 90;
  bool routes_only = false, sensitive = false;
};

using Run = std::function<int()>;

/// A subcommand with the options every command has.
CLI::App* command(CLI::App& parent, const char* name, const char* says, Wishes& w, Run& chosen, Run run) {
  CLI::App* sub = parent.add_subcommand(name, says);
  sub->add_option("--data", w.where.data, "folder of the records and the keys")
      ->envname("GISHE_DATA")
      ->capture_default_str();
  sub->add_option("--database", w.where.database, "postgresql://USER@HOST/NAME instead of the file in --data")
      ->envname("GISHE_DATABASE");
  sub->callback([&chosen, run = std::move(run)] { chosen = run; });
  return sub;
}

void add_serve(CLI::App& app, Wishes& w, Run& chosen) {
  CLI::App* s = command(app, "serve", "answer requests until SIGTERM or SIGINT", w, chosen,
                        [&w] { return serve(w.where, w.serve); });
  ServeWish& o = w.serve;
  s->add_option("--listen", o.listen, "ADDR:PORT; port 0 takes a free one")->capture_default_str();
  s->add_option("--map-tiles", o.map_tiles,
                "https://HOST/{z}/{x}/{y}.png below the map; that host sees who looks where")
      ->check([](const std::string& address) {
        const bool good = address.starts_with("https://") && address.find("{z}") != address.npos &&
                          address.find("{x}") != address.npos && address.find("{y}") != address.npos;
        return good ? "" : "needs https:// and {z}, {x}, {y}";
      });
  s->add_option("--osrm", o.osrm,
                "http://HOST:PORT of a routing server, for minutes by road; without it they are estimated");
  s->add_option("--map-tiles-by", o.map_tiles_by, "whose map it is, shown below it")->capture_default_str();
  s->add_option("--metrics", o.metrics, "ADDR:PORT for Prometheus; keep it on this machine");
  s->add_option("--public-address", o.public_address,
                "how people reach it, for letters and messages; no slash at the end");
  s->add_flag("--behind-tls", o.behind_tls, "a proxy on this machine speaks TLS for us");
  CLI::Option* from = s->add_option("--mail-from", o.mail_from, "sender of messages, like gishe@example.bg");
  from->check([](const std::string& address) {
    return post::is_address(address) ? std::string() : "\"" + address + "\" is not one plain address";
  });
  s->add_option("--smtp", o.smtp, "smtp://HOST:PORT; without it messages wait in the queue")->needs(from);
  s->add_option("--mail-user", o.mail_user, "user at the mail server; the password stands in GISHE_SMTP_PASSWORD");
  CLI::Option* sms =
      s->add_option("--sms", o.sms, "https://GATEWAY/…; without it no SMS is sent")->envname("GISHE_SMS_URL");
  o.sms_body = post::sms_body_usual;
  s->add_option("--sms-body", o.sms_body, "what is posted there, with {to} and {text}; JSON or a form; empty: a GET")
      ->envname("GISHE_SMS_BODY")
      ->capture_default_str();
  s->add_option("--sms-secret-file", o.sms_secret_file, "its first line is sent as bearer secret")->needs(sms);
  s->add_flag("--sms-private-network", o.sms_private_network,
              "the gateway may be in a private network, and speak http");
  s->add_option("--io-threads", o.io_threads)->check(CLI::Range(1, 64))->capture_default_str();
  s->add_option("--handler-threads", o.handler_threads)->check(CLI::Range(1, 512))->capture_default_str();
  s->add_option("--readers", o.readers, "read connections (PostgreSQL: size of the pool)")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  s->add_option("--connections-per-address", o.connections_per_address)
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  s->add_option("--requests-per-second", o.requests_per_second, "of one address")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  s->add_option("--requests-per-connection", o.requests_per_connection)
      ->check(CLI::Range(1, 1000000000))
      ->capture_default_str();
  s->add_flag("--quiet", o.quiet, "no access log");
}

void add_solve(CLI::App& app, Wishes& w, Run& chosen) {
  CLI::App* s = app.add_subcommand("solve", "which sites to open, with a proof; or check a plan (docs/planner.md)");
  s->footer(solve_footer);
  SolveWish& o = w.solve;
  s->add_option("KIND", o.kind, "pmedian, ufl, mclp, setcover, cflp, sscflp, transport, zone, access, or check")
      ->required()
      ->check(CLI::IsMember(
          {"pmedian", "ufl", "mclp", "setcover", "cflp", "sscflp", "transport", "zone", "access", "check"}));
  s->add_option("FILE", o.file, "the problem")->required();
  s->add_option("PLAN", o.plan, "check: what --json printed");
  s->add_option("--format", o.format)
      ->check(CLI::IsMember({"json", "orlib-pmed", "orlib-cap", "tsplib", "bds", "holmberg", "goertz-klose"}))
      ->capture_default_str();
  s->add_option("--p", o.open, "how many sites are open")->check(CLI::Range(0, 100'000));
  s->add_option("--radius", o.radius, "the farthest that counts as covered, itself included")
      ->check(CLI::NonNegativeNumber);
  s->add_option("--capacity", o.capacity, "places of every site")->check(CLI::Range(0, 1'000'000'000));
  s->add_option("--budget", o.budget, "of a zone, whole EUR a year")->check(CLI::NonNegativeNumber);
  s->add_flag("--single-source", o.single_source, "cflp: nobody's people are split");
  s->add_flag("--fair", o.fair, "zone: the worst-off municipality first, then the cost");
  s->add_option("--method", o.method, "access: the formula")
      ->check(CLI::IsMember({"2sfca", "e2sfca", "m2sfca", "3sfca", "gravity", "bfca"}))
      ->capture_default_str();
  s->add_option("--weights", o.weights,
                "access: minutes:weight, as 20:1,40:0.68,60:0.22; else all within --radius alike")
      ->delimiter(',');
  s->add_option("--beta", o.beta, "access: of gravity, minutes^-beta")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  s->add_option("--threads", o.threads, "at most, for limited places (more than two help little); others take one")
      ->check(CLI::Range(1, 64));
  s->add_option("--gap", o.gap, "a plan this near to its bound will do, as a part of 1")->check(CLI::Range(0.0, 1.0));
  s->add_option("--time-limit", o.time_limit, "seconds")->check(CLI::NonNegativeNumber)->capture_default_str();
  s->add_option("--seed", o.seed, "of what is drawn at random")->capture_default_str();
  s->add_flag("--json", o.json, "print the whole plan");
  s->callback([&chosen, &w] { chosen = [&w] { return solve(w.solve); }; });
}

void add_user_commands(CLI::App& app, Wishes& w, Run& chosen) {
  CLI::App* user = app.add_subcommand("user", "accounts: add, list, disable")->require_subcommand(1);
  CLI::App* add = command(*user, "add", "a new account; prints a link to set the password, good once", w, chosen,
                          [&w] { return add_user(w.where, w.user); });
  add->add_option("EMAIL", w.user.email)->required();
  add->add_option("--name", w.user.name, "as colleagues know them")->required();
  add->add_option(
         "--function", w.user.function,
         "desk_officer, social_worker, provider_head, supervisor, mayor, zone_planner, administrator or machine")
      ->required();
  add->add_option("--municipality", w.user.municipality, "NSI code, for example PAZ14")->required();
  add->add_option("--organisation", w.user.organisation, "id of the provider's organisation");
  add->add_option("--public-address", w.user.public_address,
                  "how people reach the server, for the link and the message; no slash at the end");
  command(*user, "list", "every account with its posts", w, chosen, [&w] { return list_users(w.where); });
  command(*user, "disable", "signs the account out and keeps it out", w, chosen,
          [&w] { return disable_user(w.where, w.email); })
      ->add_option("EMAIL", w.email)
      ->required();
  command(*user, "reset-second-factor", "for a lost phone: the account sets up a new one at the next sign-in", w,
          chosen, [&w] { return reset_second_factor(w.where, w.email); })
      ->add_option("EMAIL", w.email)
      ->required();
  CLI::App* token = command(app, "token", "a bearer token for the JSON API; shown once", w, chosen,
                            [&w] { return make_token(w.where, w.email, w.days, w.sensitive); });
  token->add_option("EMAIL", w.email)->required();
  token->add_option("--days", w.days, "until it ends")->check(CLI::Range(1, 366))->capture_default_str();
  token->add_flag("--sensitive", w.sensitive, "reaches what the account reaches after its second factor");
}

void add_backup_commands(CLI::App& app, Wishes& w, Run& chosen) {
  CLI::App* made = command(app, "backup", "records and keys into one file, while the server runs", w, chosen,
                           [&w] { return backup(w.where, w.backup); });
  made->add_option("FILE", w.backup.file, "a new file")->required();
  CLI::Option* key = made->add_option("--for", w.backup.key, "the open half of a key of `gishe backup-key`")
                         ->envname("GISHE_BACKUP_KEY")
                         ->check(CLI::ExistingFile);
  made->add_flag("--open", w.backup.open, "not sealed: whoever has the file reads everything")->excludes(key);
  CLI::App* back = command(app, "restore", "a backup into an empty --data folder", w, chosen,
                           [&w] { return restore(w.where, w.backup); });
  back->add_option("FILE", w.backup.file)->required()->check(CLI::ExistingFile);
  back->add_option("--key", w.backup.key, "the secret half of the key that the backup was made for")
      ->check(CLI::ExistingFile);
  back->add_option("--erased", w.backup.erased, "the newest erased.list: those in it are erased anew")
      ->check(CLI::ExistingFile);
  back->add_flag("--check", w.backup.check_only, "only try it, in a folder that is removed again");
  CLI::App* pair = app.add_subcommand("backup-key", "a new pair of keys for backups: FILE is secret, FILE.pub is not");
  pair->add_option("FILE", w.backup.file, "make it on another machine, or take it away at once")->required();
  pair->callback([&w, &chosen] { chosen = [&w] { return make_backup_key(w.backup.file); }; });
}

void add_care_commands(CLI::App& app, Wishes& w, Run& chosen) {
  command(app, "demo", "fill an empty database with the demo zone", w, chosen, [&w] { return demo(w.where); });
  command(app, "doctor", "say how the database, the keys and the libraries are", w, chosen, [&w] {
    return w.routes_only ? list_routes() : doctor(w.where);
  })->add_flag("--routes", w.routes_only, "only list every address with its permission; opens no database");
  app.add_subcommand(pictures::workshop_command, "reads one picture; the server calls this itself")
      ->group("")
      ->callback([&chosen] { chosen = [] { return pictures::workshop_main(pictures::Purpose::page); }; });
  app.add_subcommand(pictures::paper_workshop_command, "reads one photographed paper; the server calls this itself")
      ->group("")
      ->callback([&chosen] { chosen = [] { return pictures::workshop_main(pictures::Purpose::paper); }; });
  CLI::App* ledger = app.add_subcommand("ledger", "the chain of who did what")->require_subcommand(1);
  command(*ledger, "verify", "walk the whole chain; 3 when one byte of it was changed", w, chosen,
          [&w] { return verify_ledger(w.where); });
  command(*ledger, "checkpoint", "sign the chain's heads; keep the printed text elsewhere", w, chosen,
          [&w] { return checkpoint_ledger(w.where); });
  add_backup_commands(app, w, chosen);
  CLI::App* import = app.add_subcommand("import", "places or services from outside")->require_subcommand(1);
  command(*import, "places", "districts, municipalities and settlements (CSV)", w, chosen,
          [&w] { return import_places(w.where, w.file); })
      ->add_option("FOLDER", w.file)
      ->required()
      ->check(CLI::ExistingDirectory);
  command(*import, "outlines", "borders for the map (GeoJSON; features with a `code` or an `ekatte`)", w, chosen,
          [&w] { return import_outlines(w.where, w.file); })
      ->add_option("FILE", w.file)
      ->required()
      ->check(CLI::ExistingFile);
  command(*import, "travel", "minutes by road between settlements (CSV)", w, chosen,
          [&w] { return import_travel(w.where, w.file); })
      ->add_option("FILE", w.file)
      ->required()
      ->check(CLI::ExistingFile);
  CLI::App* hsds = command(*import, "hsds", "organisations and services, HSDS 3.0 or 3.1 (CSV package or JSON)", w,
                           chosen, [&w] { return import_hsds(w.where, w.hsds); });
  hsds->add_option("PATH", w.hsds.path)->required()->check(CLI::ExistingPath);
  hsds->add_option("--municipality", w.hsds.municipality, "where entries without an address belong");
  hsds->add_option("--report", w.hsds.report, "a new CSV file with every row and field that was not taken");
  hsds->add_flag("--strict", w.hsds.strict, "import nothing when one row or field is refused");
  CLI::App* out = app.add_subcommand("export", "the directory as open data")->require_subcommand(1);
  command(*out, "hsds", "HSDS 3.1: a folder of tables, or one .json file", w, chosen,
          [&w] { return export_hsds(w.where, w.file); })
      ->add_option("PATH", w.file, "a folder, or a name that ends in .json")
      ->required();
}

}  // namespace

int run(int argc, char** argv) {
  setenv("TZ", "Europe/Sofia", 0);
  Wishes wishes;
  Run chosen;
  CLI::App app("Gishe: one desk, several social services.", "gishe");
  app.footer(footer);
  app.require_subcommand(1);
  add_serve(app, wishes, chosen);
  add_care_commands(app, wishes, chosen);
  add_user_commands(app, wishes, chosen);
  add_solve(app, wishes, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? done : bad_usage;
  }
  const db::ActingAs house({db::Acting::As::house, {}, {}});  // on this thread; requests have their own
  try {
    return chosen();
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "gishe: %s\n", fault.what());
    return failed;
  }
}

}  // namespace gishe::app
