#pragma once
#include <string>

#include "platform/jobs/jobs.h"
#include "platform/office/office.h"
#include "platform/post/sms.h"
#include "platform/web/web.h"

/// The only place that knows every capability. Each file here is short and only joins.
namespace gishe::app::wiring {

/// Ports between folders that may not include each other; before anything else.
void join_capabilities();
/// The part of it that tells people who works in a town hall.
void join_colleagues();
/// What people ask from outside, in the intake form.
void join_inquiries();
/// Lines of the officer's day that other capabilities bring.
void join_day();
/// What goes to another colleague when one leaves.
void join_hand_over();
/// What a paper list of a day holds.
void join_paper();
/// What ends when a person dies or moves away.
void join_leaving();
/// A hospital's referrals at the desk and beside a case.
void join_hospital();
web::Routes all_routes(bool developing);
web::Doorkeeper doorkeeper(Office& office);
/// Programs outside that this house was told of; an empty address: none.
struct Outside {
  post::Smtp smtp;
  post::Sms sms;
  std::string osrm;  // routing server
};
void add_jobs(jobs::Runner& runner, Office& office, const Outside& outside);
/// What was only held in memory goes to the disk; once, after the last request and the last job.
void finish(Office& office);
/// The rail of the staff frame: what this function may do, in the order of the day.
std::vector<page::NavItem> rail(Office& office, const Actor& actor, const words::Words& words, std::string_view path);

}  // namespace gishe::app::wiring
