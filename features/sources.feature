Feature: What sources say comes into the register as it is known
  The record of the Declaration rests on public documents. What they leave open stays
  open, where they disagree it shows, and what one of them claims is no record.

  Background:
    Given the register is established on 2026-11-24

  Rule: Everything is entered, with the document it rests on

    Scenario: The Declaration's reference data
      When the registrar loads the Declaration's reference data
      Then 96 records are new
      And 21 countries are endorsing
      And LAD-005 is "announced"
      And LAD-001 rests on "wh-2022-06, trt-2022"

    Scenario: A commitment of a country that did not endorse
      When the registrar loads the Declaration's reference data
      Then Spain's standing is "listed"
      And LAD-018 is announced by Spain

    Scenario: Progress told in public is a statement, not a report
      When the registrar loads the Declaration's reference data
      Then of 18 commitments 18 are without a report
      And 1 statement of progress is on the record

  Rule: A date is kept as exactly as it is known

    Scenario Outline: Guyana joined between two days
      When the registrar loads the Declaration's reference data
      Then as of <day> <count> countries are endorsing
      And as of <day> Guyana <words>

      Examples:
        | day        | count | words              |
        | 2022-06-10 | 20    | is not there       |
        | 2022-07-01 | 20–21 | may have endorsed  |
        | 2022-09-26 | 21    | has endorsed       |

    Scenario Outline: When a commitment was announced
      When the registrar loads the Declaration's reference data
      Then <commitment> was announced "<when>"

      Examples:
        | commitment | when                   |
        | LAD-005    | 2022-06-10             |
        | LAD-013    | unknown                |
        | LAD-017    | 2024-05-06..2024-05-07 |

  Rule: Claims and conflicts stand beside the record

    Scenario: Nobody counts a claim
      When the registrar loads the Declaration's reference data
      Then "The 22nd endorsing country" is claimed, "unverified"
      And the register knows no Dominican Republic
      And 21 countries are endorsing

    Scenario: Sources that disagree are shown with what each says
      When the registrar loads the Declaration's reference data
      Then the sources disagree on "Number of endorsing countries on 7 May 2024"
        | 21 | lad-3rd    |
        | 22 | ap-2024-05 |

  Rule: What is loaded is loaded once, whole and unchanged

    Scenario: The same file again
      Given the Declaration's reference data is loaded
      When the registrar loads the Declaration's reference data
      Then 0 records are new

    Scenario: A record that changed since
      Given the Declaration's reference data is loaded
      When the registrar loads it with "CAN" as the participant of LAD-002
      Then the file is refused, naming "commitments[LAD-002] changed since it was loaded"
      And both versions are shown, "COL" and "CAN"

    Scenario: A file with a defect leaves nothing behind
      When the registrar loads it with "sovereign" as the form of LAD-005
      Then the file is refused, naming "commitments[LAD-005].form: it is needed as national, joint or partner"
      And nothing was entered

    Scenario: Only the registrar loads
      When the secretariat loads the Declaration's reference data
      Then the file is refused, naming "loading needs an appointment as registrar"
      And nothing was entered
