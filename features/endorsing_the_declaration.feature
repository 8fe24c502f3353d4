Feature: Who has endorsed the Declaration, and since when
  A standing is told in spells, each with the day it began and what that rests on. What
  sources leave open stays open: a bracket of days is shown as a bracket.

  Rule: Who joins later changes nothing for those who were there

    Background:
      Given the register is established
      And the twenty that launched the Declaration on 2022-06-10 are in the register
      And the registrar registers a participant with effect from "2022-06-10" citing "Lima statement"
        | key    | GUY    |
        | name   | Guyana |
        | nature | state  |

    Scenario: Case 1, Guyana joins after the launch
      When the registrar enters that Guyana endorses the Declaration with effect from "2022-06-11..2022-09-26" citing "Lima statement"
      Then 21 are endorsing
      And Guyana's standing is shown since "2022-06-11..2022-09-26"
      And the first twenty are as they were

    Scenario: Case 1, on a day inside the bracket nobody can be sure
      When the registrar enters that Guyana endorses the Declaration with effect from "2022-06-11..2022-09-26" citing "Lima statement"
      Then as of 2022-06-10, 20 are endorsing
      And as of 2022-07-01, 20–21 are endorsing
      And as of 2022-07-01, Guyana may have been "endorsing"
      And as of 2022-09-26, 21 are endorsing

    Scenario: What the registrar enters rests on a source
      When the registrar enters that Guyana endorses the Declaration with effect from "2022-09-01"
      Then that is refused because "a late entry needs a basis: the document or source it rests on"

  Rule: What a country did stands, whatever it does later

    Background:
      Given the register is established on 2016-01-15
      And Chile takes part

    Scenario: Case 2, a country declines for want of consultation and endorses later
      Given it is 2022-06-10
      And Chile's minister declines because "our parliament was not consulted in time"
      And it is 2023-05-02
      When Chile's minister endorses the Declaration citing "note verbale 12"
      Then Chile's standing is "endorsing"
      And the record of Chile ends
        | Chile was not in a position to endorse (our parliament was not consulted in time) |
        | Chile endorsed the instrument                                                     |
      And as of 2022-12-31, Chile's standing is "declined"

    Scenario: Case 11, a country joins, leaves and joins again
      Given it is 2016-09-03
      And Chile's minister endorses the Declaration citing "note verbale 1"
      And it is 2020-11-04
      And Chile's minister notifies its withdrawal because "a new policy" citing "note verbale 2"
      And it is 2021-01-20
      When Chile's minister endorses the Declaration citing "note verbale 3"
      Then Chile's spells are
        | listed    | 2016-01-15 | 2016-09-03 |
        | endorsing | 2016-09-03 | 2020-11-04 |
        | withdrawn | 2020-11-04 | 2021-01-20 |
        | endorsing | 2021-01-20 |            |

    Scenario: Case 11, the register as of two days tells the spells apart
      Given it is 2016-09-03
      And Chile's minister endorses the Declaration citing "note verbale 1"
      And it is 2020-11-04
      And Chile's minister notifies its withdrawal because "a new policy" citing "note verbale 2"
      And it is 2021-01-20
      And Chile's minister endorses the Declaration citing "note verbale 3"
      Then as of 2020-01-01, Chile is "endorsing" since 2016-09-03
      And as of 2020-12-01, Chile is "withdrawn" since 2020-11-04
      And as of 2021-02-01, Chile is "endorsing" since 2021-01-20

    Scenario: Endorsing rests on a document
      When Chile's minister endorses the Declaration
      Then that is refused because "this needs a basis: the document or source it rests on"

    Scenario: A country endorses the Declaration once
      Given Chile's minister endorses the Declaration citing "note verbale 1"
      When Chile's minister endorses the Declaration citing "note verbale 2"
      Then that is refused because "the standing is “endorsing”; “Endorse the Declaration” needs it to be “listed” or “invited” or “observer” or “declined” or “withdrawn”"

    Scenario: A country is entered once
      When the secretariat registers a participant citing "note verbale"
        | key    | CHL   |
        | name   | Chile |
        | nature | state |
      Then that is refused because "the register has it already"

    Scenario: Nobody endorses for another country
      Given Guyana takes part
      When Guyana's minister endorses Chile citing "note verbale 1"
      Then that is not allowed because "this needs a mandate of Chile; yours is of Guyana"

    Scenario: A country is invited, then admitted as an observer
      Given Chile holds the chair
      And Guyana takes part
      And the secretariat invites Guyana citing "letter of invitation"
      When the chair admits Guyana as observer citing "decision of the ministerial"
      Then Guyana's standing is "observer"
      And the record of Guyana ends
        | Guyana was invited                  |
        | Guyana was admitted as an observer |

    Scenario: The chair suspends and reinstates, with a reason
      Given Chile has endorsed the Declaration
      And Guyana has endorsed the Declaration
      And Chile holds the chair
      And it is 2016-06-01
      And the chair suspends Guyana because "unconstitutional change" citing "decision 3"
      And it is 2017-06-01
      When the chair reinstates Guyana citing "decision 4"
      Then Guyana's spells end
        | endorsing |
        | suspended |
        | endorsing |

    Scenario: A declaration is attached, a reservation entered and withdrawn
      Given Chile has endorsed the Declaration
      And Chile's minister attaches a declaration
        | text | We read “regular pathways” to include our visa for workers |
      And Chile's minister enters a reservation
        | text | Paragraph 4 does not bind our federal states |
      When Chile's minister withdraws its reservation
        | number | 1 |
      Then the record of Chile ends
        | Chile attached an interpretative declaration: “We read “regular pathways” to include our visa for workers” |
        | Chile entered reservation 1: “Paragraph 4 does not bind our federal states”                                 |
        | Chile withdrew reservation 1                                                                                 |

    Scenario: A reservation is withdrawn once
      Given Chile has endorsed the Declaration
      When Chile's minister withdraws its reservation
        | number | 1 |
      Then that is refused because "this needs the number of a reservation that stands"

  Rule: A country is the same country under another name

    Scenario: Case 19, Turkey becomes Türkiye
      Given the register is established on 2022-01-15
      And Turkey has endorsed the Declaration
      And it is 2022-06-03
      When the secretariat records a name of Turkey citing "letter to the United Nations"
        | language | en      |
        | name     | Türkiye |
      Then TUR is called Türkiye
      And as of 2022-02-01, TUR is called Turkey
      And "Turkey" still leads to TUR
      And "Türkiye" still leads to TUR
      And the record of TUR begins
        | Turkey was entered in the register |

    Scenario: Case 19, what it promised under the old name stays its own
      Given the register is established on 2022-01-15
      And Turkey has endorsed the Declaration
      And Turkey's minister announces a commitment
        | form  | national                       |
        | title | 10,000 places in vocational schools |
      And it is 2022-06-03
      And the secretariat records a name of Turkey citing "letter to the United Nations"
        | language | en      |
        | name     | Türkiye |
      Then LAD-001 is listed under TUR
      And the record reads
        | Türkiye announced “10,000 places in vocational schools” |
      And as of 2022-02-01, the record reads
        | Turkey announced “10,000 places in vocational schools” |
