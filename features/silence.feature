Feature: Silence: a text is agreed when nobody objects in time
  Committees rarely vote. They circulate a text, wait, and adopt it if nobody objects. The
  time is exact, an objection is in writing, and what comes at the end comes too late.

  Background:
    Given the committee on refugee inclusion

  Rule: Silence runs 72 hours at least, to an exact end

    Scenario: Case 4, seventy-one hours are too few
      Given a decision by silence is sought
      When the chair opens silence on it
        | hours | 71 |
      Then that is refused because "silence needs 72 hours at least, so until 2023-03-18 12:00 UTC; you said 2023-03-18 11:00 UTC"

    Scenario: Case 4, seventy-two are enough
      Given a decision by silence is sought
      When the chair opens silence on it
        | hours | 72 |
      Then the commitment is "silence running"
      And the record ends
        | Canada sought a decision by silence; electorate: Canada, Colombia, Guyana, Mexico |
        | Colombia opened silence on Rev.1 until 2023-03-18 12:00 UTC |

    Scenario: The end is an instant with its zone
      Given a decision by silence is sought
      When the chair opens silence on it
        | until | 2023-03-20T17:00-04:00 |
      Then the record ends
        | Colombia opened silence on Rev.1 until 2023-03-20 21:00 UTC |

    Scenario: An end without a zone
      Given a decision by silence is sought
      When the chair opens silence on it
        | until | 2023-03-20T17:00 |
      Then that is not understood because "“Silence ends at”: “2023-03-20T17:00” is needed as a day (2022-10-06) or as an instant with its zone (2022-10-06T15:00Z)"

    Scenario: A day is not exact
      Given a decision by silence is sought
      When the chair opens silence on it
        | until | 2023-03-20 |
      Then that is not understood because "“Silence ends at” is needed as an instant with its zone (2023-03-20T17:00-04:00)"

    Scenario: An end that is past
      Given a decision by silence is sought
      When the chair opens silence on it
        | until | 2023-03-14T12:00Z |
      Then that is refused because "silence needs 72 hours at least, so until 2023-03-18 12:00 UTC; you said 2023-03-14 12:00 UTC"

    Scenario: No end at all
      Given a decision by silence is sought
      When the chair opens silence on it
      Then that is refused because "this needs how long silence runs: a number of hours, or the instant it ends with its zone, and not both"

    Scenario: For ever is no end
      Given a decision by silence is sought
      When the chair opens silence on it
        | hours | 999999999999 |
      Then that is refused because "silence runs for at most 8784 hours"

    Scenario: Only what was sought by silence is decided by silence
      Given a decision is sought
      When the chair opens silence on it
        | hours | 72 |
      Then that is refused because "the decision was sought by consensus, not by silence"

    Scenario: A lead opens no silence
      Given a decision by silence is sought
      When Canada's minister opens silence on it
        | hours | 72 |
      Then that is not allowed because "“Open silence” needs the chair; you act as a minister of Canada"

    Scenario: The electorate is empty
      Given package 8 is "Labour mobility"
      And Canada and Guyana lead its committee
      And the proposal is in consultation
      And Guyana's minister notifies its withdrawal because "new government" citing "note verbale"
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | silence |
      Then that is refused because "a decision needs an electorate of at least two endorsing members; now: Canada"

  Rule: Using silence itself needs consensus

    Scenario: Case 7, one objection to using silence stops it before it begins
      Given a decision by silence is sought
      When Mexico's delegate refuses silence on it because "we want to talk about it"
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: Case 7, and while it runs
      Given silence runs on the proposal
      When Mexico's delegate refuses silence on it because "we want to talk about it"
      Then the commitment is "in consultation"
      And the record ends
        | Mexico objected to deciding by silence (we want to talk about it) |

    Scenario: The same text is not put to silence again
      Given silence runs on the proposal
      And Mexico's delegate refuses silence on it because "we want to talk about it"
      When Canada's delegate seeks a decision on it
        | procedure | silence |
      Then that is refused because "Mexico objected to deciding Rev.1 by silence; it needs consensus in a meeting"

    Scenario: It may be taken to a meeting
      Given silence runs on the proposal
      And Mexico's delegate refuses silence on it because "we want to talk about it"
      When Canada's delegate seeks a decision on it
        | procedure | consensus |
      Then the commitment is "decision sought"

    Scenario: Where consensus was sought there is no silence to refuse
      Given a decision is sought
      When Mexico's delegate refuses silence on it because "never"
      Then that is refused because "the decision was sought by consensus, not by silence"

  Rule: An objection in writing, received strictly before the end, breaks it

    Scenario: Case 5, one second before the end
      Given silence runs on the proposal
      And 259199 seconds later
      When Mexico's delegate breaks silence on it because "our parliament is asked"
        | paragraph numbers | 2                       |
        | sent              | 2023-03-18T06:59-05:00 |
      Then the commitment is "in consultation"
      And nobody is asked to decide
      And the record ends
        | Mexico broke the silence on Rev.1 (our parliament is asked) |
      And beside paragraph 2 of Rev.1 stands "Mexico objects: our parliament is asked"

    Scenario: Case 5, at the end it is late
      Given silence runs on the proposal
      And 259200 seconds later
      When Mexico's delegate breaks silence on it because "our parliament is asked"
      Then that is refused because "the commitment is “adopted”; “Object to the text” needs it to be “silence running”"
      And the commitment is "adopted"

    Scenario: At the end no button offers what would come too late
      Given silence runs on the proposal
      And 259200 seconds later
      Then "Object to the text" is shut to Mexico's delegate because "silence ended at 2023-03-18 12:00 UTC; what comes now is a late objection, on the record without effect"

    Scenario: One second before it still does
      Given silence runs on the proposal
      And 259199 seconds later
      Then "Object to the text" is open to Mexico's delegate

    Scenario: What the sender's clock says does not count
      Given silence runs on the proposal
      And 72 hours later
      When Mexico's delegate breaks silence on it because "our parliament is asked"
        | sent | 2023-03-18T11:00Z |
      Then that is refused because "the commitment is “adopted”; “Object to the text” needs it to be “silence running”"

    Scenario: Nor does an objection that is entered after the fact
      Given silence runs on the proposal
      And 73 hours later
      When the secretariat enters that Mexico breaks silence on it because "our parliament is asked", with effect from "2023-03-17T12:00Z", citing "note verbale", for the holder of "MEX-M3"
      Then that is refused because "silence ended at 2023-03-18 12:00 UTC; what comes now is a late objection, on the record without effect"

    Scenario: A late objection is on the record, without effect
      Given silence runs on the proposal
      And 72 hours later
      And the clock runs
      When Mexico's delegate records a late objection to it because "our parliament is asked"
      Then the commitment is "adopted"
      And the record ends
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected |
        | Mexico objected too late, without effect (our parliament is asked)   |

    Scenario: An objection without words
      Given silence runs on the proposal
      When Mexico's delegate breaks silence on it
      Then that is refused because "this needs a reason in writing"

    Scenario: Case 6, an amendment breaks it as well
      Given silence runs on the proposal
      When Mexico's delegate proposes an amendment to it
        | paragraph | 2                                  |
        | change    | replace                            |
        | wording   | We will report every second year. |
      Then the commitment is "in consultation"
      And nobody is asked to decide
      And the record ends
        | Mexico proposed amendment 1, paragraph 2, replace: We will report every second year. |

    Scenario: Case 6, at the end it is late, too
      Given silence runs on the proposal
      And 72 hours later
      When Mexico's delegate proposes an amendment to it
        | paragraph | 2                                  |
        | change    | replace                            |
        | wording   | We will report every second year. |
      Then that is refused because "the commitment is “adopted”; “Propose an amendment” needs it to be “in consultation” or “silence running”"

    Scenario: Who is not of the electorate breaks nothing
      Given silence runs on the proposal
      And Chile has endorsed the Declaration
      And Chile sits in its committee
      When Chile's delegate breaks silence on it because "we came late"
      Then that is not allowed because "“Object to the text” needs a member of the electorate; you act as a delegate of Chile"

    Scenario: A mandate valid at the act and revoked before it is recorded
      Given silence runs on the proposal
      And 24 hours later
      And Mexico's minister revokes MEX-M3 because "recalled"
      And 1 hour later
      When the secretariat enters that the holder of MEX-M3 breaks silence on it because "our parliament is asked", with effect from "2023-03-16T11:00Z", citing "note verbale"
      Then the commitment is "in consultation"
      And it names the secretariat as who entered it

    Scenario: A withdrawn objection revives nothing
      Given silence runs on the proposal
      And Mexico's delegate breaks silence on it because "our parliament is asked"
      When Mexico's delegate withdraws an objection to it
        | objection | 1 |
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: Nobody withdraws another's objection
      Given silence runs on the proposal
      And Mexico's delegate breaks silence on it because "our parliament is asked"
      When Canada's delegate withdraws an objection to it
        | objection | 1 |
      Then that is not allowed because "this needs the number of an objection of your own that stands"

  Rule: The chair may give more time or call it off, before the end and with a reason

    Scenario: More time
      Given silence runs on the proposal
      When the chair extends silence on it because "a holiday"
        | hours | 24 |
      Then the record ends
        | Colombia extended the silence until 2023-03-19 12:00 UTC (a holiday) |

    Scenario: The end that counts is the extended one
      Given silence runs on the proposal
      And the chair extends silence on it because "a holiday"
        | hours | 24 |
      And 95 hours later
      When Mexico's delegate breaks silence on it because "our parliament is asked"
      Then the commitment is "in consultation"

    Scenario: Never less time
      Given silence runs on the proposal
      When the chair extends silence on it because "hurry"
        | until | 2023-03-18T11:59Z |
      Then that is refused because "an extension needs an end after 2023-03-18 12:00 UTC"

    Scenario: The same end is no extension
      Given silence runs on the proposal
      When the chair extends silence on it because "hurry"
        | until | 2023-03-18T12:00Z |
      Then that is refused because "an extension needs an end after 2023-03-18 12:00 UTC"

    Scenario: An extension says why
      Given silence runs on the proposal
      When the chair extends silence on it
        | hours | 24 |
      Then that is refused because "this needs a reason in writing"

    Scenario: An extension of two years
      Given silence runs on the proposal
      When the chair extends silence on it because "a holiday"
        | until | 2025-03-18T12:00Z |
      Then that is refused because "silence runs for at most 8784 hours"

    Scenario: An extension by an instant and by hours at once
      Given silence runs on the proposal
      When the chair extends silence on it because "a holiday"
        | until | 2023-03-19T12:00Z |
        | hours | 24                |
      Then that is refused because "this needs how long silence runs: a number of hours, or the instant it ends with its zone, and not both"

    Scenario: What has ended is not extended
      Given silence runs on the proposal
      And 72 hours later
      When the chair extends silence on it because "a holiday"
        | hours | 24 |
      Then that is refused because "the commitment is “adopted”; “Extend the silence” needs it to be “silence running”"

    Scenario: Called off
      Given silence runs on the proposal
      When the chair calls off silence on it because "the figures are disputed"
      Then the commitment is "in consultation"
      And nobody is asked to decide

    Scenario: Called off without a reason
      Given silence runs on the proposal
      When the chair calls off silence on it
      Then that is refused because "this needs a reason in writing"
      And the commitment is "silence running"

  Rule: The clock lets it lapse, with effect from the very end

    Scenario: One second before the end the clock says nothing
      Given silence runs on the proposal
      And 259199 seconds later
      When the clock runs
      Then the commitment is "silence running"

    Scenario: At the end
      Given silence runs on the proposal
      And 259200 seconds later
      When the clock runs
      Then the commitment is "adopted"
      And the adoption took effect at 2023-03-18 12:00 UTC

    Scenario: Case 8, the clock is six hours late
      Given silence runs on the proposal
      And 78 hours later
      When the clock runs
      Then the commitment is "adopted"
      And the adoption took effect at 2023-03-18 12:00 UTC
      And the last entry was recorded at 2023-03-18 18:00 UTC, and is no late entry
      And the record ends
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected |

    Scenario: Two clocks record it once
      Given silence runs on the proposal
      And 72 hours later
      And the clock runs
      When the clock runs
      Then the record ends
        | Colombia opened silence on Rev.1 until 2023-03-18 12:00 UTC          |
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected |

    Scenario: An act on a record whose time is up records that first
      Given silence runs on the proposal
      And 80 hours later
      When the secretariat opens it without looking at the page
      Then the commitment is "open"
      And the record ends
        | Silence on Rev.1 lapsed at 2023-03-18 12:00 UTC; nobody had objected   |
        | The technical secretariat opened the commitment for endorsement |

    Scenario: Nobody lets silence lapse but the clock
      Given silence runs on the proposal
      When the chair lets silence lapse on it
      Then that is not allowed because "“Silence lapses” needs the clock; you act as a minister of Colombia"

    Scenario: When the whole electorate has left, nobody adopts
      Given silence runs on the proposal
      And Canada, Colombia, Guyana and Mexico leave the Declaration
      And 72 hours later
      When the clock runs
      Then the commitment is "not adopted"

  Rule: A new text ends what ran on the old one

    Scenario: Case 26, Rev.2 while silence runs on Rev.1
      Given silence runs on the proposal
      And Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      And 72 hours later
      When the clock runs
      Then the commitment is "in consultation"
      And nobody is asked to decide
      And the record ends
        | Guyana issued Rev.2 |

    Scenario: A silence that was broken ends nothing later
      Given silence runs on the proposal
      And Mexico's delegate breaks silence on it because "our parliament is asked"
      And 100 hours later
      When Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      Then the record ends
        | Guyana issued Rev.2 |

    Scenario: Concurrence in Rev.1 does not serve Rev.2
      Given silence runs on the proposal
      And Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      And 14 days later
      When Canada's delegate seeks a decision on it
        | procedure | silence |
      Then that is refused because "Rev.2 needs the concurrence of Canada, Guyana"

    Scenario: A revision at the end is too late
      Given silence runs on the proposal
      And 72 hours later
      When Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      Then that is refused because "the commitment is “adopted”; “Issue a revision” needs it to be “draft” or “tabled” or “in consultation” or “decision sought” or “silence running”"

    Scenario: The leads may take it back while silence runs
      Given silence runs on the proposal
      And Guyana's delegate agrees to withdraw the proposal
      When Canada's delegate withdraws the proposal because "overtaken"
      Then the commitment is "withdrawn"

  Rule: Statements go with the decision

    Scenario: A statement that stops nothing
      Given silence runs on the proposal
      And Mexico's delegate attaches a statement to it
        | nature            | statement                       |
        | text              | We read “centres” as any office |
        | paragraph numbers | 1                               |
      And 72 hours later
      When the clock runs
      Then the commitment is "adopted"
      And beside paragraph 1 of Rev.1 stands "Mexico, statement: We read “centres” as any office"
