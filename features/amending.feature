Feature: Amendments, and the documents of a proposal
  An amendment stands beside its paragraph; the leads accept or decline it; the next
  revision begins with what was accepted. Every document has its own symbol and hash.

  Background:
    Given the committee on refugee inclusion

  Rule: A member proposes other words for one paragraph

    Scenario: Beside its paragraph
      Given the proposal is in consultation
      When Mexico's delegate proposes an amendment to it
        | paragraph | 2                                  |
        | change    | replace                            |
        | wording   | We will report every second year. |
        | reason    | our budget runs for two years      |
      Then the record ends
        | Mexico proposed amendment 1, paragraph 2, replace: We will report every second year. |
      And beside paragraph 2 of Rev.1 stands "Mexico, amendment 1, replace: We will report every second year. (our budget runs for two years)"

    Scenario: There is no such paragraph
      Given the proposal is in consultation
      When Mexico's delegate proposes an amendment to it
        | paragraph | 3          |
        | change    | replace    |
        | wording   | Something. |
      Then that is refused because "the text has paragraphs 1 to 2"

    Scenario: Without words
      Given the proposal is in consultation
      When Mexico's delegate proposes an amendment to it
        | paragraph | 2       |
        | change    | replace |
      Then that is refused because "this needs the wording the paragraph is to have"

    Scenario: The same words
      Given the proposal is in consultation
      When Mexico's delegate proposes an amendment to it
        | paragraph | 2                         |
        | change    | replace                   |
        | wording   | We will report each year. |
      Then that is refused because "an amendment needs a wording that differs from the text"

    Scenario: Who is no member proposes nothing
      Given the proposal is in consultation
      And Chile has endorsed the Declaration
      When Chile's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      Then that is not allowed because "“Propose an amendment” needs a member of the package or a member of the electorate; you act as a delegate of Chile"

  Rule: The leads accept it, or decline it with a reason

    Scenario: Accepted, and the next revision begins with it
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 2                                  |
        | change    | replace                            |
        | wording   | We will report every second year. |
      When Canada's delegate accepts an amendment to it
        | amendment | 1 |
      Then the form of the next revision begins with
        | We will open five integration centres. |
        | We will report every second year.      |

    Scenario: Added and taken out
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 1                         |
        | change    | add after                 |
        | wording   | Each will have a teacher. |
      And Guyana's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      And Canada's delegate accepts an amendment to it
        | amendment | 1 |
      When Canada's delegate accepts an amendment to it
        | amendment | 2 |
      Then the form of the next revision begins with
        | We will open five integration centres. |
        | Each will have a teacher.              |

    Scenario: Declined
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      When Canada's delegate declines an amendment to it because "reports are the point"
        | amendment | 1 |
      Then beside paragraph 2 of Rev.1 stands "Mexico, amendment 1, take out: declined (reports are the point)"

    Scenario: To decline says why
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      When Canada's delegate declines an amendment to it
        | amendment | 1 |
      Then that is refused because "this needs a reason in writing"

    Scenario: Answered once
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      And Canada's delegate accepts an amendment to it
        | amendment | 1 |
      When Guyana's delegate declines an amendment to it because "no"
        | amendment | 1 |
      Then that is refused because "this needs the number of an amendment to Rev.1 that waits"

    Scenario: An amendment to Rev.1 is not accepted into Rev.2
      Given the proposal is in consultation
      And Mexico's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      And Guyana's delegate revises it
        | paragraphs | We will open six integration centres. / We will report each year. |
      When Canada's delegate accepts an amendment to it
        | amendment | 1 |
      Then that is refused because "this needs the number of an amendment to Rev.2 that waits"

    Scenario: A member that does not lead accepts nothing
      Given the proposal is in consultation
      And Guyana's delegate proposes an amendment to it
        | paragraph | 2        |
        | change    | take out |
      When Mexico's delegate accepts an amendment to it
        | amendment | 1 |
      Then that is not allowed because "“Accept an amendment” needs a lead or co-lead of the package; you act as a delegate of Mexico"

  Rule: An addendum and a corrigendum have symbols of their own, and change no text

    Scenario: An addendum
      Given the proposal is tabled
      When the secretariat issues an addendum to it
        | title      | Explanatory note                |
        | paragraphs | The centres exist in law today. |
      Then the record ends
        | The technical secretariat issued LAD/AP07/L.1/Add.1, “Explanatory note” |
      And its texts are
        | 1 | LAD/AP07/L.1 |

    Scenario: A corrigendum needs a second person
      Given the proposal is tabled
      And the secretariat proposes a text correction of it because "a slip"
        | language  | en      |
        | paragraph | 1       |
        | old       | five    |
        | new       | 5       |
      When the secretariat issues a text correction of it
        | corrigendum | 1 |
      Then that is not allowed because "a corrigendum needs a second person: you proposed it"

    Scenario: A corrigendum
      Given the secretariat has a second officer
      And the proposal is tabled
      And the secretariat proposes a text correction of it because "a slip"
        | language  | en      |
        | paragraph | 1       |
        | old       | five    |
        | new       | 5       |
      When another officer of the secretariat issues a text correction of it
        | corrigendum | 1 |
      Then the record ends
        | The technical secretariat proposed to correct paragraph 1 of Rev.1 in “en”: for “five” read “5” (a slip) |
        | The technical secretariat issued LAD/AP07/L.1/Corr.1: in paragraph 1, for “five” read “5” |
      And Canada and Guyana concur in the text
      And beside paragraph 1 of Rev.1 stands "LAD/AP07/L.1/Corr.1: for “five” read “5”"

    Scenario: What does not stand there is not corrected
      Given the proposal is tabled
      When the secretariat proposes a text correction of it because "a slip"
        | language  | en      |
        | paragraph | 1       |
        | old       | seven   |
        | new       | 7       |
      Then that is refused because "paragraph 1 does not read “seven”"

    Scenario: Symbols lead to their documents
      Given the proposal is in consultation
      And Guyana's delegate revises it
        | paragraphs | We will open six integration centres. |
      Then the symbol LAD/AP07/L.1/Rev.2 leads to Rev.2
      And the symbol LAD/AP07/L.1 leads to Rev.1

    Scenario: An addendum leads to the text it goes with
      Given the proposal is tabled
      When the secretariat issues an addendum to it
        | title      | Explanatory note                |
        | paragraphs | The centres exist in law today. |
      Then the symbol LAD/AP07/L.1/Add.1 leads to Rev.1

    Scenario: Addenda are counted
      Given the proposal is tabled
      And the secretariat issues an addendum to it
        | title      | Explanatory note                |
        | paragraphs | The centres exist in law today. |
      When the secretariat issues an addendum to it
        | title      | Budget             |
        | paragraphs | It is paid for now. |
      Then the record ends
        | The technical secretariat issued LAD/AP07/L.1/Add.1, “Explanatory note” |
        | The technical secretariat issued LAD/AP07/L.1/Add.2, “Budget”           |

    Scenario: Corrigenda are counted as they are issued, not as they are proposed
      Given the secretariat has a second officer
      And the proposal is tabled
      And the secretariat proposes a text correction of it because "a slip"
        | language  | en   |
        | paragraph | 1    |
        | old       | five |
        | new       | 5    |
      And the secretariat proposes a text correction of it because "a slip"
        | language  | en   |
        | paragraph | 2    |
        | old       | each |
        | new       | every |
      And another officer of the secretariat issues a text correction of it
        | corrigendum | 2 |
      When another officer of the secretariat issues a text correction of it
        | corrigendum | 1 |
      Then the record ends
        | The technical secretariat issued LAD/AP07/L.1/Corr.1: in paragraph 2, for “each” read “every” |
        | The technical secretariat issued LAD/AP07/L.1/Corr.2: in paragraph 1, for “five” read “5” |
