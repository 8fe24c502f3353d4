Feature: What a meeting leaves behind
  Who was there, under which mandate, whether there was quorum, what was said and what
  was decided. The record writes itself; the chair adopts it.

  Background:
    Given the committee on refugee inclusion

  Rule: A meeting is scheduled, convened, adjourned, and its record adopted

    Scenario: From the call to the record
      Given the secretariat schedules a meeting citing "letter of convocation"
        | key      | committee-1                     |
        | title    | Committee on refugee inclusion |
        | nature   | committee                       |
        | planned  | 2023-03-02                      |
        | packages | AP07                            |
      And the chair convenes the meeting
      And the secretariat records a presence at the meeting
        | attending | Canada |
        | under     | CAN-M1 |
      And the chair adjourns the meeting
      When the chair adopts the record of the meeting citing "draft record"
      Then the meeting is "record adopted"
      And the record of the meeting reads
        | “Committee on refugee inclusion” was scheduled (2023-03-02) |
        | The meeting was convened                                     |
        | Canada was present                                           |
        | The meeting was adjourned                                     |
        | Colombia adopted the record of the meeting (LAD/committee-1/Rec)   |

    Scenario: The day is known to the month
      When the secretariat schedules a meeting citing "letter of convocation"
        | key     | ministerial-4      |
        | title   | Fourth Ministerial |
        | nature  | ministerial        |
        | planned | 2024-09            |
      Then the record of the meeting reads
        | “Fourth Ministerial” was scheduled (2024-09) |

    Scenario: A day is needed
      When the secretariat schedules a meeting citing "letter of convocation"
        | key     | ministerial-4      |
        | title   | Fourth Ministerial |
        | nature  | ministerial        |
        | planned | in autumn          |
      Then that is refused because "“in autumn” is needed as a day (2022-10-06) or as an instant with its zone (2022-10-06T15:00Z)"

    Scenario: The secretariat convenes nothing
      Given a committee meeting is scheduled
      When the secretariat convenes the meeting
      Then that is not allowed because "“Convene” needs the chair or the registrar; you act as the technical secretariat"

    Scenario: Cancelled, with a reason
      Given a committee meeting is scheduled
      When the chair cancels the meeting because "hurricane"
      Then the meeting is "cancelled"

    Scenario: A meeting that was held is not cancelled
      Given a committee meeting is convened with Canada
      When the chair cancels the meeting because "hurricane"
      Then that is refused because "the meeting is “convened”; “Cancel the meeting” needs it to be “scheduled”"

  Rule: Who is present is there under a live mandate

    Scenario: Without one
      Given a committee meeting is scheduled
      And the chair convenes the meeting
      When the secretariat records a presence at the meeting
        | attending | Canada |
        | under     | CAN-M9 |
      Then that is refused because "Canada needs a live mandate to be recorded as present"

    Scenario: Without saying under which
      Given a committee meeting is scheduled
      And the chair convenes the meeting
      When the secretariat records a presence at the meeting
        | attending | Canada |
      Then that is refused because "Canada needs a live mandate to be recorded as present"

    Scenario: Under one that was revoked
      Given a committee meeting is scheduled
      And the chair convenes the meeting
      And Canada's minister revokes CAN-M3 because "recalled"
      When the secretariat records a presence at the meeting
        | attending | Canada |
        | under     | CAN-M3 |
      Then that is refused because "Canada needs a live mandate to be recorded as present"

    Scenario: Who speaks is present
      Given a committee meeting is convened with Canada
      When Mexico's delegate states at the meeting
        | text | We will host the next one |
      Then that is refused because "Mexico needs to be recorded as present first"

    Scenario: A statement goes on the record
      Given a committee meeting is convened with Canada
      When Canada's delegate states at the meeting
        | text | We will host the next one |
      Then the record of the meeting ends
        | Canada stated: “We will host the next one” |

  Rule: More than half make a quorum

    Scenario: Two of four
      Given a committee meeting is convened with Canada and Guyana
      When the chair establishes quorum of the meeting
      Then that is refused because "quorum needs more than 1/2 of 4; 2 are present"

    Scenario: Three of four
      Given a committee meeting is convened with Canada, Guyana and Mexico
      When the chair establishes quorum of the meeting
      Then the record of the meeting ends
        | Quorum was established: 3 of 4 present |

    Scenario: A decision on an exact text
      Given a decision was sought and the committee meets
      When the chair decides at the meeting
        | decision   | The text goes to the ministers |
        | commitment | LAD-001                        |
      Then the record of the meeting ends
        | The meeting decided: The text goes to the ministers |

  Rule: What was taken off the agenda is decided under no item

    Scenario: A decision stands under no item that was withdrawn
      Given a decision was sought and the committee meets
      And the chair adds an agenda item at the meeting
        | title      | Integration centres |
        | commitment | LAD-001             |
      And the chair withdraws an agenda item at the meeting because "no room for it"
        | item | 1 |
      When the chair declares consensus on it at "the meeting"
      Then the commitment is "adopted"
      And the record of the meeting ends
        | Item 1 of the agenda: Integration centres (LAD-001)          |
        | Colombia took item 1 off the agenda (no room for it)             |
        | The meeting decided: Integration centres (LAD/AP07/L.1): consensus |
      And the decision stands under no item of the agenda

    Scenario: An item is taken off the agenda once
      Given a committee meeting is scheduled
      And the chair adds an agenda item at the meeting
        | title | Any other business |
      And the chair withdraws an agenda item at the meeting because "no room for it"
        | item | 1 |
      When the chair withdraws an agenda item at the meeting because "no room for it"
        | item | 1 |
      Then that is refused because "this needs the number of an item on the agenda"
