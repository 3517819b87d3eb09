"""What a data team calls by several names, as one named table.

Two people who want the same thing often share no word: one writes *CAC*, the other *what a new
customer costs us*. A text that has one name of a row is also compared under the first names of that
row. Rows are about things and acts of the trade, never about feelings, urgency or places in time:
such words are shared by requests that have nothing to do with one another.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

# The first names of a row are said on behalf of the others, so they are the plainest ones.
_SAID_FOR_A_ROW = 2

_TABLE = """
# Money that comes in.
revenue: revenue, sales, turnover, top line, takings, net sales, topline
recurring revenue: recurring revenue, ARR, MRR, subscription revenue
order value: average order value, AOV, basket size, basket, spend per order
merchandise value: gross merchandise value, GMV, GMS, marketplace volume
margin: margin, profit, contribution margin, gross margin, unit economics, COGS
bookings: bookings, closed won, deals won, won deals, signed deals
invoice: invoice, billing, bill, billed, overbilled, charged, charge
payment: payment, paid, checkout, card payment, transaction, transactions
refund: refund, chargeback, money back, credit note, reimbursement, refunded
payout: payout, settlement, disbursement, unpaid, remittance, payouts
debt: receivables, overdue invoices, dunning, aged debt, unpaid invoices, DSO
ledger: ledger, finance system, general ledger, GL, ERP, netsuite, the books
reconcile: reconcile, does not match, differs, mismatch, don't match, discrepancy, doesn't match,
    disagree, two numbers, doesn't tie, don't tie, tie out, differ, off by
tax: tax, VAT, sales tax, GST, tax rate
currency: currency, exchange rate, FX, conversion rate EUR, foreign exchange
budget: budget, plan, target, plan vs actual, planned
forecast: forecast, projection, prediction, outlook, run rate
close: month end close, month-end, books closed, period close, quarter close
price: price, pricing, list price, price list, tariff
discount: discount, coupon, voucher, promo code, promotion, promo, gift card

# People who sell, and what they get.
quota: quota, attainment, sales target, quota attainment, attained
commission: commission, comp plan, variable pay, commissions, incentive, bonus
sales rep: sales rep, AE, account executive, reps, salesperson
leaderboard: leaderboard, ranking, sales ranking, league table
pipeline of sales: opportunities, sales pipeline, deals, opps, open pipeline
lead: lead, prospect, MQL, SQLs, inbound leads, leads
territory: territory, sales region, patch, territories
crm: CRM, salesforce, hubspot, SFDC, dynamics
renewal: renewal, QBR, renew, business review, contract renewal

# Customers and what they do.
customer: customer, client, account, buyer, clients
acquisition cost: customer acquisition cost, CAC, acquisition cost, cost per acquisition, CPA,
    cost per new customer
lifetime value: lifetime value, LTV, CLV, customer value
churn: churn, cancellations, lost customers, cancelled, attrition, churned, canceled, leavers,
    unsubscribed, subscription ended
retention: retention, cohort, returning customers, repeat purchase, cohorts
active users: active users, DAU, MAU, WAU, weekly actives, logins, engagement
signup: signup, registration, new users, sign up, sign-ups, registrations
trial: trial, free trial, trialists, trial accounts
conversion: conversion, funnel, conversion rate, drop-off, converted, CVR
segment: segment, audience, cohort list, target group, segmentation
satisfaction: NPS, satisfaction, CSAT, survey score, promoter score
experiment: experiment, A/B test, AB test, split test, variant, test group
tracking: tracking, events, pixel, instrumentation, event data, web tracker
clicks: clicks, click-through, CTR, click through rate
usage: usage, activity, API calls, request volume, calls, consumption

# Marketing.
campaign: campaign, marketing spend, ads, ad spend, paid media, adverts
channel: channel, attribution, source of traffic, utm, lead source
return on ads: ROAS, return on ad spend, marketing ROI, MER
newsletter: newsletter, email campaign, mailing, open rate, mailshot

# Things that move.
stock: stock, inventory, stock levels, out of stock, availability, on hand
shipment: shipment, parcel, delivery, courier, package, dispatch, shipping
carrier: carrier, haulier, courier company, freight, 3PL
depot: warehouse site, depot, fulfilment centre, distribution centre, hub
late delivery: late delivery, delayed, lead time, delivery time, on time delivery
returned goods: returns, returned items, return rate, sent back
supplier: supplier, vendor, purchase orders, procurement
product: product, SKU, item, catalogue, assortment, catalog, listing
category: category, taxonomy, product group, categorisation, miscategorised
merchant: merchant, marketplace seller, partner shop, sellers, shop owner
store: store, shop, branch, outlet, point of sale, POS, till

# Support and the law.
ticket: support ticket, zendesk, case, tickets, helpdesk, support queue
service level: SLA, response time, service level, first reply, resolution time
privacy: personal data, GDPR, data subject, erasure, right to be forgotten, DSAR, DPIA, delete my
    data, PII, subject access
retention period: retention period, how long we keep, data retention, purge
regulator: regulator, auditor, audit, compliance, auditors, regulatory
fraud: fraud, suspicious, abuse, stolen card, fake accounts
legal: legal, lawyers, litigation, contract dispute

# People at work.
headcount: headcount, FTE, employees, staff, staffing, people count
hiring: hiring, recruiting, open roles, time to hire, candidates, ATS
payroll: payroll, salary, wages, pay run, payslip, compensation
working hours: working hours, timesheet, shift hours, overtime, driver hours

# The team's tools.
access: access, permission, licence, let me in, log in, login, can't open, add me, not a member,
    cannot see, denied, grant, seat, locked out, license, 403, can't see, unauthorised, not
    authorised, add her, add him, add them, give me rights, new joiner, new starter, invite me
dashboard: dashboard, workbook, report, tile, cockpit, looker, tableau, chart
stale: stale, not refreshed, out of date, not updated, old data, hasn't updated, behind, frozen,
    stuck, haven't moved, not updating, not refreshing, no new data, days old, havent moved, last
    updated
job: pipeline job, DAG, airflow, nightly job, dbt, ETL, scheduler, load job
scheduled mail: scheduled report, daily email, morning mail, report email, sales email, digest
    mail, summary email, didn't arrive, not delivered, no email
sync: sync, connector, fivetran, integration, api feed, import
credentials: token expired, password rotation, reauthenticate, auth error, api key
export: export, CSV, spreadsheet, data pull, extract, excel, download, dump
definition: definition, what counts as, what does it mean, how is it calculated
metric: metric, KPI, number, figure, measure
slow: slow, timeout, times out, takes forever, loading, spinning, performance
schema: schema change, renamed column, new field, column missing, dropped column
table: table, warehouse table, bigquery, snowflake, redshift, data mart
backfill: backfill, reload history, rerun, re-run, reprocess
timezone: timezone, UTC, wrong day, day boundary, time zone, daylight saving
duplicate: duplicate, counted twice, double counted, two rows, twice, doubled, duplicated,
    inflated, deduplicate
missing: missing, empty, blank, zero, no data, gone, disappeared, null
spike: spike, jumped, sudden increase, anomaly, shot up
drop: drop, fell, decline, collapsed, dropped, down sharply
mapping: mapping, assigned to the wrong, routed, wrong group, misassigned, unmapped
board deck: board deck, board meeting, slides, investor update, exec deck, board pack

# Places that are said in two ways.
dach: DACH, Germany Austria Switzerland
europe: EMEA, Europe, EU
kingdom: UK, United Kingdom, Great Britain
states: US, United States, North America
benelux: Benelux, Netherlands Belgium Luxembourg
nordics: Nordics, Sweden Norway Denmark Finland
""".strip().split("\n")


def _read(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each row: its name, then the names in it; a line that is indented goes on with it."""
    rows = "\n".join(line for line in lines if not line.startswith("#")).replace("\n    ", " ")
    for row in filter(None, rows.split("\n")):
        name, _, names = row.partition(": ")
        yield name, tuple(names.split(", "))


LEXICON: dict[str, tuple[str, ...]] = dict(_read(_TABLE))


def other_names(text: str) -> tuple[str, ...]:
    """Return the first names of each row that the text touches, without those it says itself."""
    said = _said(text)
    names = (name for row in sorted(_touched(said)) for name in LEXICON[row][:_SAID_FOR_A_ROW])
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in said))


def rows(text: str) -> frozenset[str]:
    """Return the rows that the text touches, by whatever name."""
    return _touched(_said(text))


def _said(text: str) -> frozenset[str]:
    return frozenset(_pattern().findall(text.casefold()))


def _touched(said: Iterable[str]) -> frozenset[str]:
    return frozenset(row for name in said for row in _rows_of()[name])


@cache
def _rows_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row, names in LEXICON.items():
        for name in names:
            found[name.casefold()] = (*found.get(name.casefold(), ()), row)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_rows_of(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
