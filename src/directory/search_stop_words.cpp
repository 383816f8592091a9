#include <string>
#include <string_view>
#include <unordered_set>

#include "directory/search_vocabulary.h"

namespace gishe::directory {
namespace {

constexpr std::string_view glue_words[] = {
    "а",    "ами", "бе",  "без",  "беше", "би",  "в",   "ви",  "във",  "го",   "ги",  "да",  "дали",  "до",    "е",
    "ето",  "за",  "зад", "и",    "из",   "или", "им",  "й",   "като", "към",  "ли",  "ме",  "между", "ми",    "му",
    "на",   "над", "ни",  "но",   "о",    "от",  "по",  "под", "пред", "през", "при", "с",   "са",    "се",    "си",
    "след", "сме", "сте", "със",  "съм",  "та",  "те",  "ти",  "то",   "у",    "че",  "ще",  "я",     "a",     "al",
    "alla", "an",  "and", "are",  "at",   "by",  "che", "con", "da",   "dal",  "de",  "dei", "del",   "della", "delle",
    "di",   "e",   "for", "from", "gli",  "i",   "il",  "in",  "is",   "la",   "le",  "lo",  "my",    "nel",   "nella",
    "of",   "on",  "or",  "per",  "the",  "to",  "un",  "una", "uno",  "with"};
// без is glue only where nothing hangs on it: „без пари“, „без дом“ find by their other word.
constexpr std::string_view filler_words[] = {
    "аз",        "бих",    "бяха",   "вече",    "вие",      "въобще",   "днес",    "друг",    "друга",   "други",
    "един",      "една",   "едно",   "защо",    "има",      "имам",     "имаме",   "имате",   "имаше",   "искам",
    "иска",      "искаме", "каже",   "кажете",  "как",      "каква",    "какви",   "какво",   "какъв",   "кого",
    "когато",    "кога",   "който",  "която",   "което",    "които",    "коя",     "кой",     "къде",    "мен",
    "мене",      "много",  "мога",   "могат",   "може",     "можем",    "можете",  "моите",   "мой",     "моля",
    "моя",       "моят",   "моята",  "моето",   "мои",      "намеря",   "намери",  "нас",     "наш",     "наша",
    "нашата",    "нашия",  "не",     "него",    "нея",      "ние",      "нищо",    "нужда",   "нуждае",  "нуждаем",
    "нуждая",    "няма",   "нямам",  "нямаме",  "обадя",    "отида",    "отиде",   "още",     "помогне", "помогнат",
    "помогнете", "получа", "получи", "получил", "получила", "получава", "потърся", "сам",     "сама",    "сами",
    "само",      "сега",   "свой",   "стана",   "става",    "също",     "така",    "такова",  "там",     "тази",
    "тия",       "това",   "той",    "тоя",     "трябва",   "трябват",  "тук",     "търся",   "търси",   "търсим",
    "тя",        "чрез",   "близо",  "около",   "наблизо",  "нов",      "нова",    "с",       "гр",      "ул",
    "can",       "cannot", "do",     "find",    "has",      "have",     "he",      "her",     "his",     "how",
    "me",        "need",   "needs",  "near",    "not",      "she",      "someone", "want",    "we",      "what",
    "where",     "who",    "cerco",  "dove",    "ha",       "ho",       "mia",     "mio",     "non",     "può",
    "puo",       "qui",    "vorrei", "баща",    "бащата",   "майка",    "майката", "съпруга", "съпруг",  "съпругът",
    "мъж",       "мъжът",  "син",    "синът",   "дъщеря",   "роднина",  "близък",  "човек",   "жена",    "жената",
    "father",    "mother", "padre",  "madre"};
// Who it is about is not what is sought.
constexpr std::string_view people_words[] = {"мама",    "татко",    "тате",      "брат",       "брата",   "братът",
                                             "сестра",  "сестрата", "свекърва",  "свекървата", "свекър",  "тъща",
                                             "тъщата",  "тъст",     "зет",       "леля",       "чичо",    "вуйчо",
                                             "комшия",  "комшията", "комшийка",  "комшийката", "съсед",   "съседа",
                                             "съседът", "съседка",  "съседката", "съседи",     "съседите"};

using Set = std::unordered_set<std::string_view>;

}  // namespace

bool is_glue(std::string_view word) {
  static const Set set(std::begin(glue_words), std::end(glue_words));
  return set.contains(word);
}

bool is_filler(std::string_view word) {
  static const Set set(std::begin(filler_words), std::end(filler_words));
  static const Set people(std::begin(people_words), std::end(people_words));
  return set.contains(word) || people.contains(word);
}

}  // namespace gishe::directory
