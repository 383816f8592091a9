#pragma once
#include "platform/web/web.h"

/// Named in entries_routes.cpp only.
namespace gishe::entries {

// The provider, and an editor on an entry of the own municipality.
web::Response show_own_services(web::Context& context);
web::Response show_own_service(web::Context& context);
web::Response post_capacity(web::Context& context);
web::Response post_contact(web::Context& context);
web::Response post_confirmation(web::Context& context);
web::Response show_change_form(web::Context& context);
web::Response post_change(web::Context& context);
web::Response post_withdrawal(web::Context& context);
web::Response show_new_entry(web::Context& context);
web::Response post_new_entry(web::Context& context);

web::Response show_suspension(web::Context& context);
web::Response post_suspension(web::Context& context);
web::Response show_closure(web::Context& context);
web::Response post_closure(web::Context& context);
web::Response show_reopening(web::Context& context);
web::Response post_reopening(web::Context& context);

web::Response show_figures(web::Context& context);

// Anybody.
web::Response show_report_form(web::Context& context);
web::Response post_report(web::Context& context);
web::Response show_suggest_form(web::Context& context);
web::Response post_suggestion(web::Context& context);

// The editor.
web::Response show_editor(web::Context& context);
web::Response show_change(web::Context& context);
web::Response post_publication(web::Context& context);
web::Response post_return(web::Context& context);
web::Response post_rejection(web::Context& context);
web::Response show_report(web::Context& context);
web::Response post_report_in_hand(web::Context& context);
web::Response post_report_mended(web::Context& context);
web::Response post_report_declined(web::Context& context);
web::Response post_duplicate_search(web::Context& context);
web::Response show_pair(web::Context& context);
web::Response post_merge(web::Context& context);
web::Response post_apart(web::Context& context);
web::Response post_undo(web::Context& context);

// Machines.
web::Response api_propose(web::Context& context);
web::Response api_changes(web::Context& context);
web::Response api_change(web::Context& context);
web::Response api_publish(web::Context& context);
web::Response api_return(web::Context& context);
web::Response api_reject(web::Context& context);
web::Response api_suspend(web::Context& context);
web::Response api_close(web::Context& context);
web::Response api_reopen(web::Context& context);
web::Response api_confirm(web::Context& context);
web::Response api_figures(web::Context& context);
web::Response api_report(web::Context& context);

}  // namespace gishe::entries
