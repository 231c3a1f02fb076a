using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Fleet.Samples;

namespace Fleet.Controller.Tests.Sweeps.Reporting.Formats;

public sealed class JUnitFormatTests
{
    /// <summary>What the Ant task's schema (windyroad/JUnit-Schema) demands of a document with many suites: these elements, in this order, with these attributes.</summary>
    private const string Schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:simpleType name="name"><xs:restriction base="xs:token"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
          <xs:simpleType name="time"><xs:restriction base="xs:dateTime"><xs:pattern value="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"/></xs:restriction></xs:simpleType>
          <xs:complexType name="problem"><xs:simpleContent><xs:extension base="xs:string">
            <xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/>
          </xs:extension></xs:simpleContent></xs:complexType>
          <xs:element name="testsuites"><xs:complexType><xs:sequence>
            <xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:element name="properties"><xs:complexType><xs:sequence>
                <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="name" type="name" use="required"/><xs:attribute name="value" type="xs:string" use="required"/>
                </xs:complexType></xs:element>
              </xs:sequence></xs:complexType></xs:element>
              <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                <xs:choice minOccurs="0"><xs:element name="skipped"/><xs:element name="error" type="problem"/><xs:element name="failure" type="problem"/></xs:choice>
                <xs:attribute name="name" type="xs:token" use="required"/><xs:attribute name="classname" type="xs:token" use="required"/>
                <xs:attribute name="time" type="xs:decimal" use="required"/>
              </xs:complexType></xs:element>
              <xs:element name="system-out" type="xs:string"/><xs:element name="system-err" type="xs:string"/>
            </xs:sequence>
              <xs:attribute name="name" type="name" use="required"/><xs:attribute name="timestamp" type="time" use="required"/>
              <xs:attribute name="hostname" type="name" use="required"/><xs:attribute name="tests" type="xs:int" use="required"/>
              <xs:attribute name="failures" type="xs:int" use="required"/><xs:attribute name="errors" type="xs:int" use="required"/>
              <xs:attribute name="skipped" type="xs:int"/><xs:attribute name="time" type="xs:decimal" use="required"/>
              <xs:attribute name="package" type="xs:token" use="required"/><xs:attribute name="id" type="xs:int" use="required"/>
            </xs:complexType></xs:element>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    [Theory]
    [InlineData("")]
    [InlineData("]]>\0<x/>\ud800 & \"")]
    public void A_document_is_valid_by_its_schema(string hostile)
    {
        var document = XDocument.Parse(
            Told.Text("junit", SampleSweep.Of(30, 12, hostile: hostile))
        );

        Assert.Equal([], Complaints(document));
    }

    [Fact]
    public void The_schema_complains_of_what_is_not_valid()
    {
        var document = XDocument.Parse(Told.Text("junit", SampleSweep.Of(2, 2)));
        document.Root!.Element("testsuite")!.Attribute("hostname")!.Remove();

        Assert.NotEmpty(Complaints(document));
    }

    private static List<string> Complaints(XDocument document)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add("", XmlReader.Create(new StringReader(Schema)));
        var complaints = new List<string>();
        document.Validate(schemas, (_, said) => complaints.Add(said.Message));
        return complaints;
    }
}
