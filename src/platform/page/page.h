#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "platform/words/words.h"

/// Pages: templates filled with values, always escaped for the place they stand in. Handlers see only this header.
///
/// A template lies in FOLDER/pages/NAME.html and is called "FOLDER/NAME.html". Its language:
///   {{NAME}}                       a value, escaped by context
///   {{#ROWS}} … {{/ROWS}}          a section: shown once per add("ROWS"), or once by show("ROWS")
///   {{>FIELD}}                     a part put in by field(), badge() … under that name
///   [[desk.day.title]]             the words of a key, put in when the template is compiled for its language
namespace gishe::page {

class Dictionary;

/// A place to put values: the page itself or one turn of a section.
class Values {
 public:
  Values& set(std::string_view name, std::string_view value);
  Values& set(std::string_view name, std::int64_t value);
  /// Shows a section once.
  Values& show(std::string_view section);
  Values& show_if(bool condition, std::string_view section);
  /// One more turn of a section.
  Values add(std::string_view section);
  /// A part template ("desk/line.html") where the page says {{>NAME}}.
  Values part(std::string_view name, std::string_view template_name);

  // Everything below fills ready-made parts (src/platform/page/parts, shown together on /style while developing).
  enum class Tone { plain, go, info, wait, stop };
  /// A state: icon + word + colour.
  Values& badge(std::string_view name, Tone tone, std::string_view words);

  struct Input {
    std::string name, label;  // label and hint are words already, not keys
    std::string value = {};
    std::string hint = {};
    std::string type = "text";  // text, email, tel, password, number, date (dd.mm.yyyy as text), search, file
    bool optional = false;      // says "(по желание)" beside the label
    int max_length = 200;
    std::string autocomplete = "off";
    std::string width = "full";  // full, half, short
    bool autofocus = false;
    std::string of = {};  // tells fields of one name apart where a page has several forms of a kind: the row's id
  };
  struct Choice {
    std::string value, label;
    std::string hint = {};
    bool chosen = false;
    std::string group = {};  // radios and checkboxes: neighbours of one group stand under its name
  };
  /// `refusals`: the one for this field is shown beside it and linked from the summary.
  Values& input(std::string_view name, const Input& input, const Refusals& refusals = {});
  Values& area(std::string_view name, const Input& input, const Refusals& refusals = {}, int rows = 4);
  Values& select(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                 const Refusals& refusals = {});
  Values& radios(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                 const Refusals& refusals = {});
  Values& checkboxes(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                     const Refusals& refusals = {});
  /// "There is a problem": a list of links to the fields, named by their labels. Nothing when there are no refusals.
  /// `of`: as the refused form's inputs have it.
  Values& error_summary(std::string_view name, const Refusals& refusals, std::string_view of = {});

  struct Step {  // one line of a timeline
    std::string when, what;
    std::string who = {}, note = {};
    Tone tone = Tone::plain;
  };
  Values& timeline(std::string_view name, const std::vector<Step>& steps);
  /// Previous and next, when there are such; cursors are query strings ("after=…").
  Values& pager(std::string_view name, std::string_view previous_href, std::string_view next_href,
                std::string_view words);
  Values& svg(std::string_view name, std::string_view markup);  // trusted markup made by us (QR codes, pictures)
  /// A telephone number as a link to dial it.
  Values& phone(std::string_view name, std::string_view number);
  /// An e-mail address that may break after @ and dots, not inside a word.
  Values& email(std::string_view name, std::string_view address);

 private:
  friend class Page;
  struct Shared;  // what all Values of one page know: its words, and the labels of its fields
  Dictionary* m_dictionary = nullptr;
  Shared* m_shared = nullptr;
};

/// Which frame stands around the content.
enum class Frame { open, staff, bare };

struct NavItem {
  std::string href, label;
  std::string icon = {};  // a name that icon() knows
  bool here = false;
  std::string count = {};  // "3", or empty
};

/// What the frame needs to know; made by platform/web from the request.
struct Surroundings {
  words::Language language = words::Language::bg;
  std::string path_and_query;  // for the language switch
  std::string csrf;            // put into every form as {{CSRF}}
  std::string form_key;        // a fresh idempotency key, {{FORM_KEY}}
  std::string user_name, post_label, municipality_name;
  std::vector<NavItem> nav;
  std::string notice;  // one line shown once, after a redirect
  std::string origin;  // "https://gishe.example.bg": what addresses in the head begin with
  bool developing = false;
};

class Page : public Values {
 public:
  Page(std::string_view template_name, Frame frame, const Surroundings& surroundings);
  ~Page();
  Page(Page&&) noexcept;
  /// <title> and, where the template has none of its own, <h1>. Never a person's name.
  Page& title(std::string_view words);
  /// For a page that search engines may show: one sentence about it, and its address without language ("/services").
  /// Puts description, the address in each language and what a shared link shows into the head. Nothing else can.
  Page& describe(std::string_view words, std::string_view path);
  std::string html() const;
  const words::Words& words() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// Compiles every template in three languages; throws with file and line when one is broken. Once at start.
void compile_all();
/// The address of an embedded asset with its content hash: asset("app.css") → "/assets/app.3f9a….css".
std::string asset(std::string_view name);

struct Asset {
  std::string_view content_type;
  std::string_view bytes;  // live as long as the process
};
/// What stands behind "/assets/" + hashed_name; nullopt for a name or a hash that is not ours. May be cached for ever.
std::optional<Asset> find_asset(std::string_view hashed_name);

/// The markup of a picture ("tick", "clock" … README.md), for svg(); also [[icon:tick]] in templates. Throws when
/// unknown.
std::string icon(std::string_view name);

/// Every part on one page; routed at /style while developing.
Page style_page(const Surroundings& surroundings);

}  // namespace gishe::page
